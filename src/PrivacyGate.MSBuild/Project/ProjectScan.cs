namespace PrivacyGate.MSBuild;

/// <summary>
/// What the project's own files say in so many words. MSBuild cannot list a project's properties, so a misspelt
/// PrivacyGateSeverity would be no property at all; here it is seen and refused.
/// </summary>
internal sealed class ProjectScan
{
    private readonly List<ProjectElement> _elements;

    public ProjectScan(IEnumerable<string> files) =>
        _elements = [.. files.Where(File.Exists).SelectMany(ProjectElement.ReadAll).Where(e => e.Name.StartsWith("Priv", StringComparison.OrdinalIgnoreCase))];

    public IEnumerable<Problem> Misspelt()
    {
        foreach (var element in _elements)
        {
            var known = element.IsItem ? [KnownNames.Item] : KnownNames.Properties;
            if (Misspelling(element.Name, known) is { } near)
            {
                var kind = element.IsItem ? "item" : "property";
                yield return new Problem(Codes.InvalidProperty, $"unknown {kind} '{element.Name}'; did you mean '{near}'?", element.File, element.Line, element.Column);
            }
        }
    }

    /// <summary>Properties given on the command line.</summary>
    public static IEnumerable<Problem> Misspelt(IEnumerable<string> globalProperties) =>
        from name in globalProperties
        let near = Misspelling(name, KnownNames.Properties)
        where near is not null
        select new Problem(Codes.InvalidProperty, $"unknown property '{name}' on the command line; did you mean '{near}'?");

    /// <summary>A PrivacyGateModel that stands there unconditionally and matched no file gates nothing: a moved model must not pass.</summary>
    public IEnumerable<Problem> MatchedNothing(IReadOnlyCollection<string> modelPaths) =>
        from element in _elements
        where element.IsItem && element.Name == KnownNames.Item && !element.Conditional && element.Include.IndexOfAny(['*', '?']) >= 0
        where element.Include.IndexOf("$(", StringComparison.Ordinal) < 0 && !modelPaths.Any(element.Names)
        select new Problem(Codes.FileNotFound, $"no file matches '{element.Include}'; correct the path, or remove the {KnownNames.Item}", element.File, element.Line, element.Column);

    /// <summary>Where the project names the model; its first line when that cannot be told.</summary>
    public (string File, int Line, int Column) OriginOf(string include, string definingFile) =>
        ElementsOf(include, definingFile).Select(e => (e.File, e.Line, e.Column)).DefaultIfEmpty((definingFile, 1, 1)).First();

    /// <summary>
    /// MSBuild keeps the attribute Label of every element for itself and makes no metadata of it. Where it stands as plain
    /// text, and all elements that may name the model agree, it is the model's label column all the same.
    /// </summary>
    public string? LabelOf(string include, string definingFile)
    {
        var labels = ElementsOf(include, definingFile).Select(e => e.Label).Distinct(StringComparer.Ordinal).ToList();
        return labels.Count == 1 && labels[0].Length > 0 && labels[0].IndexOf('(') < 0 ? labels[0] : null;
    }

    private List<ProjectElement> ElementsOf(string include, string definingFile)
    {
        var candidates = _elements.Where(e => e.IsItem && e.Name == KnownNames.Item && e.File == definingFile).ToList();
        var named = candidates.Where(e => e.Names(include)).ToList();
        return named.Count > 0 ? named : candidates.Count == 1 ? candidates : [];
    }

    private static string? Misspelling(string name, IReadOnlyList<string> known) =>
        known.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : Nearest.To(name, known);
}
