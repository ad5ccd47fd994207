using PrivacyGate.IO.Files;

namespace PrivacyGate.IO.Spec;

/// <summary>Opens files the user named, and says what is wrong when they cannot be opened.</summary>
public static class InputFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">Its name in messages.</param>
    /// <param name="location">Where the user named it.</param>
    /// <exception cref="InputException">It is missing (PG0020, with the nearest name in its folder) or cannot be read, or is no file but a folder, pipe, device or socket (PG0021).</exception>
    public static FileStream Open(string path, string shown, SourceLocation? location)
    {
        try
        {
            if (RegularFile.NotOne(path) is { } other)
            {
                throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(shown)} is {other}, not a file; {(Directory.Exists(path) ? "name a file in it" : "name a file")}", location));
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(Missing(path, shown, location), missing);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.FileUnreadable, $"{MessageText.Plain(shown)} cannot be read: {MessageText.Plain(unreadable.GetType().Name)}; check its permissions and that no other program holds it", location), unreadable);
        }
    }

    /// <summary>PG0020 for a file that is not there, with the nearest name beside it.</summary>
    public static Diagnostic Missing(string path, string shown, SourceLocation? location)
    {
        var full = Path.GetFullPath(path);
        var near = Suggestion.For(Path.GetFileName(full), Siblings(Path.GetDirectoryName(full)));
        var hint = near is null ? "; check the path" : $"; did you mean {MessageText.Quote(near)}?";
        return Diagnostic.Error(DiagnosticIds.FileNotFound, $"{MessageText.Plain(shown)} does not exist{hint}", location);
    }

    private static List<string> Siblings(string? folder)
    {
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        var options = new EnumerationOptions { IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(folder, "*", options).Take(1000).Select(file => Path.GetFileName(file))];
    }
}
