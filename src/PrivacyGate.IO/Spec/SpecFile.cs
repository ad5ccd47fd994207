namespace PrivacyGate.IO.Spec;

/// <summary>A file the spec names.</summary>
/// <param name="Path">As written, relative to the root, with forward slashes and no "." or inner ".." left.</param>
/// <param name="FullPath">Where it lies on this machine.</param>
/// <param name="LinkPath">The path as reached from where the root was named: what the location of a diagnostic shows.</param>
/// <param name="Location">Where the spec names it.</param>
public sealed record SpecFile(string Path, string FullPath, string LinkPath, SourceLocation Location)
{
    /// <summary>Resolves <paramref name="text"/>, with slashes of either kind, against <paramref name="root"/>.</summary>
    public static SpecFile Resolve(string text, string root, SourceLocation location)
    {
        var shown = Normalize(text);
        var reached = System.IO.Path.Combine(root, shown);
        return new SpecFile(shown, System.IO.Path.GetFullPath(reached), Normalize(reached), location);
    }

    private static string Normalize(string text)
    {
        var kept = new List<string>();
        var segments = text.Replace('\\', '/').Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            var isRoot = i == 0 && segment.Length == 0 && segments.Length > 1;
            if (segment == ".." && kept.Count > 0 && kept[^1] is not (".." or ""))
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (isRoot || (segment.Length > 0 && segment != "."))
            {
                kept.Add(segment);
            }
        }

        return kept is [] ? "." : kept is [""] ? "/" : string.Join('/', kept);
    }
}
