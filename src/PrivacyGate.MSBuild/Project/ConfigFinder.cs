namespace PrivacyGate.MSBuild;

/// <summary>The nearest privacygate.json at or above the project, no higher than the repository's root.</summary>
internal static class ConfigFinder
{
    public const string FileName = "privacygate.json";

    public static string? FindUpward(string projectDirectory)
    {
        for (var folder = new DirectoryInfo(projectDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, FileName);
            if (File.Exists(candidate))
            {
                return candidate;
            }

            if (IsTop(folder.FullName))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The next one above a spec, in the same repository.</summary>
    public static string? FindAbove(string spec)
    {
        var folder = Path.GetDirectoryName(spec)!;
        return IsTop(folder) || Path.GetDirectoryName(folder) is not { } above ? null : FindUpward(above);
    }

    /// <summary>Whether the folder is the repository's root. A worktree's .git is a file.</summary>
    public static bool IsTop(string folder) => Path.Combine(folder, ".git") is var git && (Directory.Exists(git) || File.Exists(git));
}
