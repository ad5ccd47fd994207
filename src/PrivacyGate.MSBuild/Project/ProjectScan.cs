using Microsoft.Build.Framework;

namespace PrivacyGate.MSBuild;

/// <summary>
/// What the project's own files say in so many words. MSBuild cannot list a project's properties, so a misspelt
/// PrivacyGateSeverity would be no property at all; here it is seen and refused.
/// </summary>
internal sealed class ProjectScan
{
    private readonly List<ProjectElement> elements;
    private readonly List<ProjectElement> targets;

    private ProjectScan(IReadOnlyList<ImportedFile> files) =>
        (elements, targets) = ([.. files.SelectMany(ProjectElement.ReadAll)], [.. files.SelectMany(ProjectElement.ReadTargets)]);

    /// <summary>The project, what the SDK imports by itself, and all that these import.</summary>
    public static ProjectScan Of(string projectFile, IEnumerable<ITaskItem> otherFiles, IBuildEngine engine) =>
        new(ImportedFiles.Of(projectFile, otherFiles.Select(item => item.GetMetadata("FullPath")), Setting.GlobalsOf(engine)));

    /// <summary>Items MSBuild takes for ours: it knows no case in names.</summary>
    private IEnumerable<ProjectElement> Items(string name) => elements.Where(e => e.IsItem && e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<Problem> Misspelt() =>
        from element in elements
        let hint = element.IsItem ? KnownNames.HintForItem(element.Name) : KnownNames.HintForProperty(element.Name)
        where hint is not null
        select new Problem(Codes.InvalidProperty, $"unknown {(element.IsItem ? "item" : "property")} '{element.Name}'{hint}", element.File, element.Line, element.Column);

    /// <summary>Of two targets of one name MSBuild runs the last, so a project's own would replace the gate's.</summary>
    public IEnumerable<Problem> TakenTargets() =>
        from target in targets
        where KnownNames.Targets.Contains(target.Name, StringComparer.OrdinalIgnoreCase)
        select new Problem(Codes.InvalidProperty, $"the target '{target.Name}' has the name of a target of the gate and may replace it; give it another name", target.File, target.Line, target.Column);

    /// <summary>Where the project sets a property, in the order of the files.</summary>
    public IEnumerable<ProjectElement> Settings(string property) => elements.Where(e => !e.IsItem && e.Name.Equals(property, StringComparison.OrdinalIgnoreCase));

    /// <summary>Properties given on the command line.</summary>
    public static IEnumerable<Problem> Misspelt(IEnumerable<string> globalProperties) =>
        from name in globalProperties
        let hint = KnownNames.HintForProperty(name)
        where hint is not null
        select new Problem(Codes.InvalidProperty, $"unknown property '{name}' on the command line{hint}");

    /// <summary>
    /// MSBuild looks for files when it reads the project, so a model that the build itself has made since then is no item
    /// yet. Where the element says everything in plain text, its item can be made here.
    /// </summary>
    public IEnumerable<GateModel> MadeByTheBuild(IReadOnlyCollection<string> modelPaths, string projectDirectory) =>
        from unmatched in Unmatched(KnownNames.Item, modelPaths)
        where unmatched.Element.IsPlain && IsPlainPart(unmatched.Part)
        from path in unmatched.Element.FilesNow(unmatched.Part, projectDirectory)
        select GateModel.From(path, unmatched.Element);

    /// <summary>A part of an Include that stands there unconditionally and matched no file gates nothing: a moved model must not pass.</summary>
    public IEnumerable<Problem> MatchedNothing(IReadOnlyCollection<string> modelPaths, string projectDirectory) =>
        from unmatched in Unmatched(KnownNames.Item, modelPaths)
        let element = unmatched.Element
        let late = IsPlainPart(unmatched.Part) ? element.FilesNow(unmatched.Part, projectDirectory).FirstOrDefault() : null
        select new Problem(
            Codes.FileNotFound,
            late is null
                ? $"no file matches '{unmatched.Part}'; correct the path, or remove it from the {KnownNames.Item}"
                : $"no file matched '{unmatched.Part}' when the project was read, and the build has made {late} since; name that file without a wildcard, or write the item without properties",
            element.File, element.Line, element.Column);

    /// <summary>Wildcards of exemptions that matched no file.</summary>
    public IEnumerable<Problem> ExemptsNothing(IReadOnlyCollection<string> paths) =>
        from unmatched in Unmatched(KnownNames.Exempt, paths)
        let element = unmatched.Element
        select new Problem(Codes.ExemptionUnused, $"no file matches '{unmatched.Part}', so nothing is exempt; correct the path, or remove it from the {KnownNames.Exempt}", element.File, element.Line, element.Column);

    private IEnumerable<(ProjectElement Element, string Part)> Unmatched(string item, IReadOnlyCollection<string> paths) =>
        from element in Items(item)
        where !element.Conditional
        from part in element.Parts
        where part.IndexOfAny(['*', '?']) >= 0 && part.IndexOf("@(", StringComparison.Ordinal) < 0
        where !paths.Any(path => ProjectElement.Matches(part, path))
        select (element, part);

    private static bool IsPlainPart(string part) => part.IndexOf("$(", StringComparison.Ordinal) < 0 && part.IndexOf("%(", StringComparison.Ordinal) < 0;

    /// <summary>Where the project names the model; its first line when that cannot be told.</summary>
    public (string File, int Line, int Column) OriginOf(string include, string definingFile, string item = KnownNames.Item) =>
        ElementsOf(include, definingFile, item).Select(e => (e.File, e.Line, e.Column)).DefaultIfEmpty((definingFile, 1, 1)).First();

    /// <summary>
    /// MSBuild keeps the attribute Label of every element for itself and makes no metadata of it. Where it stands as plain
    /// text, and all elements that may name the model agree, it is the model's label column all the same.
    /// </summary>
    public string? LabelOf(string include, string definingFile)
    {
        var labels = ElementsOf(include, definingFile, KnownNames.Item).Select(e => e.Label).Distinct(StringComparer.Ordinal).ToList();
        return labels.Count == 1 && labels[0].Length > 0 && labels[0].IndexOf('(') < 0 ? labels[0] : null;
    }

    private List<ProjectElement> ElementsOf(string include, string definingFile, string item)
    {
        var candidates = Items(item).Where(e => e.File == definingFile).ToList();
        var named = candidates.Where(e => e.Names(include)).ToList();
        return named.Count > 0 ? named : candidates.Count == 1 ? candidates : [];
    }
}
