using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PrivacyGate.Surroundings;
using Task = Microsoft.Build.Utilities.Task;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Before every compile, also in an editor: tells the analyzers which models are gated, by what the last run left. It starts nothing,
/// and no build fails by it.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class AnalysisTask : Task
{
    public ITaskItem[] Models { get; set; } = [];

    public ITaskItem[] Exempt { get; set; } = [];

    public string? Config { get; set; }

    public string? NoModelReason { get; set; }

    /// <summary>Referenced projects. What a project without a model of its own loads is gated in one of them.</summary>
    public ITaskItem[] References { get; set; } = [];

    [Required]
    public string ProjectFile { get; set; } = "";

    public ITaskItem[] OtherProjectFiles { get; set; } = [];

    /// <summary>Of the gate, with what the last run left.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>For the files that stand for models: a model itself would be too large for whoever reads additional files.</summary>
    [Required]
    public string StandIns { get; set; } = "";

    public string? Mode { get; set; }

    public string? Profile { get; set; }

    public string? Strict { get; set; }

    public string? Seed { get; set; }

    /// <summary>$(CI).</summary>
    public string? ContinuousIntegration { get; set; }

    /// <summary>The program that attacks after this compile.</summary>
    public string Tool { get; set; } = "";

    /// <summary>Assemblies that read other formats of models than ONNX, each from its package.</summary>
    public ITaskItem[] Formats { get; set; } = [];

    /// <summary>Content and None items.</summary>
    public ITaskItem[] Copied { get; set; } = [];

    /// <summary>EmbeddedResource items.</summary>
    public ITaskItem[] Embedded { get; set; } = [];

    /// <summary>AdditionalFiles with the metadata that docs/msbuild.md lists.</summary>
    [Output]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Whether all gated models are known: then a model that is none of them is gated by nobody.</summary>
    [Output]
    public bool Active { get; set; }

    internal Func<string, string?> Variable { get; init; } = Variables.Of;

    private GateFolder Gate => new(Folder);

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    private bool OnBuildServer => BuildServer.Runs(Variable) || BuildServer.IsOn(ContinuousIntegration);

    private GateSettings Settings => GateSettings.Read(new(Mode, Profile, Strict, Seed, OnBuildServer), static _ => { });

    public override bool Execute()
    {
        try
        {
            Tell();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException or ArgumentException)
        {
            // The gate itself, after the compile, says what is wrong with its files or with the project.
            Log.LogMessage(MessageImportance.Normal, "{0}", $"the analyzers of PrivacyGate are told nothing of models: {e.Message}");
            (Files, Active) = ([], false);
        }

        return true;
    }

    private void Tell()
    {
        var spec = Models.Length > 0 ? Gate.Spec
            : string.IsNullOrWhiteSpace(Config) ? ConfigFinder.FindUpward(ProjectDirectory)
            : Path.GetFullPath(Path.Combine(ProjectDirectory, Config!.Trim()));
        var run = spec is not null && LastRun.Read(Gate.Models) is { } last && last.Spec(spec) is not null ? last : null;
        var specChanged = run is not null && HasChanged(run.Spec(spec!)!);
        Active = Models.Length > 0 || (spec is null ? string.IsNullOrWhiteSpace(NoModelReason) && References.Length == 0 : run is not null && !specChanged);

        var gated = new GatedFiles(run, new Inputs(Gate, ProjectDirectory), run is not null && !specChanged && SettingsHold(spec!));
        var exempt = Exempt.Select(item => new KnownModel(item.GetMetadata("FullPath"), "exempt", "", ""));
        var standIns = Known(gated, spec).Concat(exempt).Select(StandIn).ToList();
        RemoveAllBut([.. standIns.Select(item => item.ItemSpec)]);
        Files = [.. standIns, .. ShippedAuditData(gated)];
    }

    /// <summary>By the last run of this machine; where it says nothing of the model as it is, by the receipt that was committed with it.</summary>
    private IEnumerable<KnownModel> Known(GatedFiles gated, string? spec)
    {
        var stated = Stated(spec);
        var models = gated.Models(stated.Select(model => new KnownModel(model.Path, KnownModel.None, "", model.Task)));
        return models.Select(model =>
            model.Verdict is KnownModel.None or KnownModel.StaleModel
            && stated.FirstOrDefault(one => one.Path == model.Path) is { } named
            && CommittedReceipt.Read(named, Settings.Profile) is { } receipt
                ? model with { Verdict = receipt.Verdict, Figure = receipt.Figure.Length == 0 ? "" : receipt.Figure + ", by its receipt" }
                : model);
    }

    private IReadOnlyList<StatedModel> Stated(string? spec) =>
        Models.Length > 0 ? [.. Models.Select(item => StatedModel.Of(item, ProjectDirectory))]
        : spec is not null && File.Exists(spec) ? StatedModel.Of(spec)
        : [];

    /// <summary>Whether the gate of this build will take the last verdict as it is. Otherwise it measures anew, and the old figure says nothing.</summary>
    private bool SettingsHold(string spec) =>
        new JobResults(Variable, Gate.Stamp).Believes(OnBuildServer, Settings.Mode)
        && File.Exists(Gate.InputsCache)
        && File.ReadAllText(Gate.InputsCache) == EffectiveValues.Text(spec, Models.Length > 0 ? ProjectDirectory : Path.GetDirectoryName(spec)!, Settings, Tool, Formats.Select(static item => item.GetMetadata("FullPath")));

    /// <summary>Items become the spec only after the compile, so their text is compared with what the last run read.</summary>
    private bool HasChanged(RunFile spec)
    {
        if (!File.Exists(spec.Path) || FileState.Hash(spec.Path) != spec.Sha256)
        {
            return true;
        }

        if (Models.Length == 0)
        {
            return false;
        }

        var scan = ProjectScan.Of(ProjectFile, OtherProjectFiles, BuildEngine);
        var now = SpecWriter.Write(Models.Select(item => GateModel.From(item, scan, ProjectFile)), ProjectDirectory);
        return SpecWriter.WithoutOrigins(now) != SpecWriter.WithoutOrigins(File.ReadAllText(spec.Path));
    }

    private TaskItem StandIn(KnownModel model)
    {
        var relative = Paths.Relative(ProjectDirectory, model.Path);
        var file = Path.Combine(StandIns, $"{PlainName(model.Path)}.{FileState.HashOfText(relative).Substring(0, 8)}.txt");
        AtomicFile.WriteWhenDifferent(file, $"{relative}\n{model.Verdict}\n{model.Task}\n{model.Figure}\n");
        var item = new TaskItem(Escaped.Of(file));
        item.SetMetadata("PrivacyGateModel", Escaped.Of(InOneValue(relative)));
        item.SetMetadata("PrivacyGateVerdict", model.Verdict);
        item.SetMetadata("PrivacyGateTask", Escaped.Of(InOneValue(model.Task)));
        item.SetMetadata("PrivacyGateFigure", Escaped.Of(InOneValue(model.Figure)));
        return item;
    }

    private IEnumerable<TaskItem> ShippedAuditData(GatedFiles gated)
    {
        var shipped = new ShippedData(Copied, Embedded);
        var data =
            from file in Models.SelectMany(DataOf).Concat(gated.Data())
            group file.Part by file.Path into parts
            where shipped.Holds(parts.Key) && File.Exists(parts.Key)
            orderby parts.Key
            select (Path: parts.Key, Part: parts.First());
        foreach (var (path, part) in data)
        {
            var item = new TaskItem(Escaped.Of(path));
            item.SetMetadata("PrivacyGateData", part);
            item.SetMetadata("PrivacyGateShips", "true");
            yield return item;
        }
    }

    private IEnumerable<(string Part, string Path)> DataOf(ITaskItem model) =>
        from part in new[] { ("Members", "members"), ("NonMembers", "holdout"), ("Reference", "reference") }
        let path = model.GetMetadata(part.Item1).Trim()
        where path.Length > 0
        select (part.Item2, Path.GetFullPath(Path.Combine(ProjectDirectory, path.Replace('\\', '/'))));

    private void RemoveAllBut(HashSet<string> current)
    {
        foreach (var old in Directory.Exists(StandIns) ? Directory.GetFiles(StandIns).Where(file => !current.Contains(file)) : [])
        {
            File.Delete(old);
        }
    }

    /// <summary>The compiler ends a value of an analyzer configuration at a semicolon or a number sign, so these are written as in an address.</summary>
    private static string InOneValue(string text) => text.Replace("%", "%25").Replace(";", "%3B").Replace("#", "%23");

    /// <summary>A file's name that needs no quoting where the compiler's configuration names it.</summary>
    private static string PlainName(string model) => string.Concat(Path.GetFileName(model).Select(static c => c is '.' or '-' or '_' || char.IsLetterOrDigit(c) ? c : '_'));
}
