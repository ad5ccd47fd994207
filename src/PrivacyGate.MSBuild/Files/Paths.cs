namespace PrivacyGate.MSBuild;

internal static class Paths
{
    /// <summary>The path below <paramref name="folder"/> with forward slashes, or the path as it is when it lies elsewhere.</summary>
    public static string RelativeInside(string folder, string path)
    {
        var root = Path.GetFullPath(folder).TrimEnd('/', '\\') + Path.DirectorySeparatorChar;
        return path.StartsWith(root, StringComparison.Ordinal) ? path.Substring(root.Length).Replace('\\', '/') : path;
    }

    /// <summary>Whether two paths mean one file, as the machine sees it.</summary>
    public static StringComparer Comparer => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The path from <paramref name="folder"/>, with forward slashes and with .. where it lies elsewhere; as it is on another drive.</summary>
    public static string Relative(string folder, string path)
    {
        var from = Path.GetFullPath(folder).TrimEnd('/', '\\').Split('/', '\\');
        var to = Path.GetFullPath(path).Split('/', '\\');
        var shared = from.Zip(to, Comparer.Equals).TakeWhile(equal => equal).Count();
        return shared == 0 ? path : string.Join("/", Enumerable.Repeat("..", from.Length - shared).Concat(to.Skip(shared)));
    }

    /// <summary>Without a slash at the end: on Windows, a backslash before a closing quote would swallow the quote.</summary>
    public static string Trimmed(string folder) => folder.TrimEnd('/', '\\') is { Length: > 0 } trimmed ? trimmed : folder;

    /// <summary>With forward slashes, one at a time, and no step that leads nowhere.</summary>
    public static string Slashed(string path) =>
        (path.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", path.Split('/', '\\').Where(part => part is not ("" or ".")));
}
