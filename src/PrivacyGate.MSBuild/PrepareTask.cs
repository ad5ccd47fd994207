using Microsoft.Build.Framework;
using PrivacyGate.Surroundings;
using Task = Microsoft.Build.Utilities.Task;

namespace PrivacyGate.MSBuild;

/// <summary>
/// Runs on every build, in milliseconds: checks every name and value, finds or writes the spec, and tells whether the last
/// audit still holds.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PrepareTask : Task
{
    public string? Mode { get; set; }

    public string? Severity { get; set; }

    public string? Profile { get; set; }

    public string? Strict { get; set; }

    public string? Seed { get; set; }

    /// <summary>Of the analyzers, which ran already; an unknown one, and one of the environment that silences them, is refused here.</summary>
    public string? AnalysisMode { get; set; }

    public string? Config { get; set; }

    public string? WriteReceipt { get; set; }

    /// <summary>$(CI).</summary>
    public string? ContinuousIntegration { get; set; }

    /// <summary>Why a project that has the package gates no model.</summary>
    public string? NoModelReason { get; set; }

    /// <summary>Referenced projects. One that has some and no model is an application or a test of what they gate.</summary>
    public ITaskItem[] References { get; set; } = [];

    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Models that ship without an audit, each with its reason.</summary>
    public ITaskItem[] Exempt { get; set; } = [];

    /// <summary>$(OutDir).</summary>
    public string? OutputFolder { get; set; }

    /// <summary>Codes of warnings that MSBuild turns into messages.</summary>
    public string? WarningsAsMessages { get; set; }

    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Directory.Build.props and the like: read for misspelt names and for where items stand.</summary>
    public ITaskItem[] OtherProjectFiles { get; set; } = [];

    /// <summary>Folder below obj that holds everything of the gate.</summary>
    [Required]
    public string Folder { get; set; } = "";

    [Required]
    public string Tool { get; set; } = "";

    /// <summary>Assemblies that read other formats of models than ONNX, each from its package.</summary>
    public ITaskItem[] Formats { get; set; } = [];

    /// <summary>Below obj, shared by all target frameworks of a project, so that one model is attacked once.</summary>
    public string Cache { get; set; } = "";

    /// <summary>The spec to audit by; empty when there is nothing to gate.</summary>
    [Output]
    public string ConfigFile { get; set; } = "";

    /// <summary>The folder relative paths of the spec start from.</summary>
    [Output]
    public string Root { get; set; } = "";

    [Output]
    public string EffectiveMode { get; set; } = "";

    [Output]
    public string EffectiveSeverity { get; set; } = "";

    [Output]
    public string EffectiveProfile { get; set; } = "";

    [Output]
    public string EffectiveStrict { get; set; } = "";

    [Output]
    public string EffectiveSeed { get; set; } = "";

    /// <summary>On a build server, a folder of the job: a cache below obj may have come with a commit or a restored folder.</summary>
    [Output]
    public string EffectiveCache { get; set; } = "";

    [Output]
    public bool OnBuildServer { get; set; }

    /// <summary>Whether the last verdict is about every file and value as they are now: then no attack is needed.</summary>
    [Output]
    public bool VerdictHolds { get; set; }

    internal Func<string, string?> Variable { get; init; } = Variables.Of;

    private TaskLog Told => new(Log, ProjectFile);

    private HiddenWarnings Hidden => new(WarningsAsMessages, ProjectDirectory);

    private GateFolder Gate => new(Folder);

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile)!;

    public override bool Execute() => Told.Guarded(Prepare);

    private bool Prepare()
    {
        var scan = ProjectScan.Of(ProjectFile, OtherProjectFiles, BuildEngine);
        OnBuildServer = BuildServer.Runs(Variable) || BuildServer.IsOn(ContinuousIntegration);
        var models = Models.Select(item => GateModel.From(item, scan, ProjectFile)).ToList();
        models.AddRange(scan.MadeByTheBuild([.. models.Select(model => model.Path)], ProjectDirectory).ToList());
        var settings = GateSettings.Read(new(Mode, Profile, Strict, Seed, OnBuildServer) { Severity = Severity, AnalysisMode = AnalysisMode, WriteReceipt = WriteReceipt }, Told.Error);
        foreach (var problem in Problems(scan, models))
        {
            Told.Error(problem);
        }

        foreach (var (variable, effect) in RefusedVariables.Of(this, scan))
        {
            variable.Tell(Told, effect, Hidden);
        }

        if (settings.Ceiling != RowSeverity.Error)
        {
            TellSoftened(Setting.Of("PrivacyGateSeverity", settings.Severity, BuildEngine, scan, Variable));
        }

        if (Told.HasErrors || !ChooseSpec(models, scan))
        {
            return !Told.HasErrors;
        }

        (EffectiveMode, EffectiveSeverity, EffectiveProfile) = (settings.Mode, settings.Severity, settings.Profile);
        (EffectiveStrict, EffectiveSeed) = (settings.Strict ? "true" : "false", settings.Seed);
        RememberEffectiveValues(settings);
        ForgetWhatNoLongerHolds(settings);
        RefuseCommittedResults();
        return !Told.HasErrors;
    }

    /// <summary>A warning about a leak is seen; a message is not.</summary>
    private void TellSoftened(Setting severity)
    {
        if (severity.IsEnvironment || severity.Value == "message" || Hidden.HidesBudget)
        {
            severity.Tell(Told, "a model over its budget does not fail this build", Hidden);
        }
    }

    private IEnumerable<Problem> Problems(ProjectScan scan, List<GateModel> models)
    {
        return scan.Misspelt()
            .Concat(scan.TakenTargets())
            .Concat(ProjectScan.Misspelt(Setting.GlobalsOf(BuildEngine).Keys))
            .Concat(scan.MatchedNothing([.. models.Select(model => model.Path)], ProjectDirectory))
            .Concat(models.SelectMany(model => model.Check()));
    }

    /// <summary>Items, else PrivacyGateConfig, else the nearest privacygate.json.</summary>
    private bool ChooseSpec(List<GateModel> models, ProjectScan scan)
    {
        var stated = string.IsNullOrWhiteSpace(Config) ? null : Path.GetFullPath(Path.Combine(ProjectDirectory, Config!.Trim()));
        var found = stated ?? ConfigFinder.FindUpward(ProjectDirectory);
        if (models.Count > 0)
        {
            return ChooseItems(models, stated, found);
        }

        if (stated is not null && !File.Exists(stated))
        {
            Told.Error(new Problem(Codes.FileNotFound, $"PrivacyGateConfig names {stated}, which does not exist; correct the path, or make the file with the init command"));
            return false;
        }

        if (found is null)
        {
            // A verdict on what is no longer gated would be held against the project when it ships.
            if (Directory.Exists(Gate.Path))
            {
                Directory.Delete(Gate.Path, recursive: true);
            }

            new NothingToGate(this, Told).Tell(scan, Hidden);
            return false;
        }

        if (stated is null)
        {
            TellOtherSpec(found, ConfigFinder.FindAbove(found));
        }

        (ConfigFile, Root) = (found, Path.GetDirectoryName(found)!);
        return true;
    }

    /// <summary>A spec nearer to the project hides those above it, and a reader of the upper one would not know.</summary>
    private void TellOtherSpec(string used, string? other)
    {
        if (other is not null)
        {
            Told.Note(new Problem(Codes.OtherSpecUnused, $"this project is gated by {used}; {other} lies above it and is not used here"));
        }
    }

    private bool ChooseItems(List<GateModel> models, string? stated, string? found)
    {
        if (stated is not null || (found is not null && Path.GetDirectoryName(found) == ProjectDirectory))
        {
            Told.Error(new Problem(Codes.InvalidProperty, $"the project has {KnownNames.Item} items and {stated ?? found} besides; state the models in one place", models[0].File, models[0].Line, models[0].Column));
            return false;
        }

        TellOtherSpec($"the project's {KnownNames.Item} items", found);
        AtomicFile.WriteWhenDifferent(Gate.Spec, SpecWriter.Write(models, ProjectDirectory));
        (ConfigFile, Root) = (Gate.Spec, ProjectDirectory);
        return true;
    }

    /// <summary>The stamp is about files; properties, command line and environment are in it by this file, which holds what they came to.</summary>
    private void RememberEffectiveValues(GateSettings settings) =>
        AtomicFile.WriteWhenDifferent(Gate.InputsCache, EffectiveValues.Text(ConfigFile, Root, settings, Tool, Formats.Select(static item => item.GetMetadata("FullPath"))));

    /// <summary>Deletes the stamp when a file it vouches for has changed in any direction: MSBuild's own check sees only newer ones.</summary>
    private void ForgetWhatNoLongerHolds(GateSettings settings)
    {
        var stamp = AttackStamp.Read(Gate.Stamp, ProjectDirectory);
        var job = new JobResults(Variable, Gate.Stamp);
        EffectiveCache = OnBuildServer ? job.Cache : Cache;
        VerdictHolds = stamp is not null
            && job.Believes(OnBuildServer, settings.Mode)
            && new[] { ConfigFile, Gate.InputsCache, Gate.Verdict }.All(path => stamp.Files.Any(file => file.Path == Path.GetFullPath(path)))
            && stamp.Files.All(file => file.LooksUnchanged());
        if (VerdictHolds)
        {
            return;
        }

        if (settings.Mode == "check")
        {
            File.Delete(Gate.Stamp);
            return;
        }

        Told.Softened(new Problem(Codes.ShippedWithoutVerdict, $"PrivacyGateMode is cached and there is no verdict for what {ConfigFile} names as it is now; build once with PrivacyGateMode=check"), settings.Ceiling);
        ConfigFile = "";
    }

    /// <summary>Not asked where the developer's own verdict holds, so that a build without an attack stays as fast as it was.</summary>
    private void RefuseCommittedResults()
    {
        if ((OnBuildServer || !VerdictHolds) && CommittedResults.First(ProjectDirectory, new[] { Gate.Path, Cache }.Where(folder => folder.Length > 0)) is { } committed)
        {
            Told.Error(CommittedResults.Refusal(committed));
        }
    }
}
