namespace PrivacyGate.Onnx.Graphs;

/// <summary>
/// Finds the file of external tensor data. A model is foreign input: what it names must lie in its own folder, also
/// when the path runs through symbolic links.
/// </summary>
internal static class ExternalPath
{
    private const int MostLinks = 32;

    /// <returns>The full path, or null when <paramref name="location"/> leaves <paramref name="folder"/>.</returns>
    public static string? Resolve(string folder, string location)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return IsRelative(location) ? Walk(root, location.Split('/', '\\'), MostLinks) : null;
    }

    private static bool IsRelative(string location) =>
        location.Length > 0 && location[0] is not ('/' or '\\') && !location.Contains(':', StringComparison.Ordinal)
        && !location.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(location);

    private static string? Walk(string root, IEnumerable<string> segments, int linksLeft)
    {
        var current = root;
        foreach (var segment in segments)
        {
            if (segment is "" or ".")
            {
                continue;
            }

            current = Path.Combine(current, segment);
            var target = segment == ".." ? null : FollowLink(root, current, linksLeft);
            if (target is null)
            {
                return null;
            }

            current = target;
        }

        return current;
    }

    private static string? FollowLink(string root, string path, int linksLeft)
    {
        if (new FileInfo(path).LinkTarget is not { } target)
        {
            return path;
        }

        var full = Path.GetFullPath(target, Path.GetDirectoryName(path)!);
        return linksLeft > 0 && full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? Walk(root, full[(root.Length + 1)..].Split(Path.DirectorySeparatorChar), linksLeft - 1)
            : null;
    }
}
