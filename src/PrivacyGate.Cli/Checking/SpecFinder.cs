namespace PrivacyGate.Cli.Checking;

/// <summary>Finds the spec a command works on.</summary>
internal static class SpecFinder
{
    public const string FileName = "privacygate.json";

    /// <summary>The spec named, or the nearest one in this folder or above, up to the repository's root.</summary>
    /// <exception cref="InputException">PG0001: there is none.</exception>
    public static string Find(string? named)
    {
        if (named is not null)
        {
            return named;
        }

        for (var folder = new DirectoryInfo("."); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FileName);
            if (File.Exists(candidate))
            {
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), candidate);
            }

            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                break;
            }
        }

        throw new InputException(Diagnostic.Error(DiagnosticIds.NothingToGate, $"there is no {FileName} in this folder or above it; privacygate init writes one"));
    }
}
