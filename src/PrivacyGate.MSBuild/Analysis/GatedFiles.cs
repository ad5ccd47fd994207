namespace PrivacyGate.MSBuild;

/// <summary>A model and what the gate knows of it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Verdict">pass, fail, inconclusive, invalid, stale-model, stale-input, none or exempt.</param>
/// <param name="Figure">The measured figure; "" where there is none, or where it is about another model, other data or another budget.</param>
/// <param name="Task">What the model is trained for; "" where nobody said.</param>
internal sealed record KnownModel(string Path, string Verdict, string Figure, string Task)
{
    /// <summary>The model file is not the one that was audited.</summary>
    public const string StaleModel = "stale-model";

    /// <summary>The model is; data, spec or settings are not.</summary>
    public const string StaleInput = "stale-input";

    public const string None = "none";

    /// <summary>Worst first: a file that two models of the spec share has the worse verdict.</summary>
    private static readonly string[] Worst = ["fail", "invalid", "inconclusive", "pass"];

    public static bool IsVerdict(string verdict) => Worst.Contains(verdict);

    /// <summary>The place of a verdict among the others, the worst first.</summary>
    public static int Rank(string verdict) => Array.IndexOf(Worst, verdict) is >= 0 and var rank ? rank : Worst.Length;
}

/// <summary>The models and data files that the project's items or its spec name, with the verdict of the last run.</summary>
internal sealed class GatedFiles
{
    private static readonly string[] DataParts = ["members", "holdout", "reference"];

    private readonly LastRun? run;
    private readonly Inputs inputs;
    private readonly Lazy<bool> inputsHold;

    /// <param name="run">What the last run left; null when it was about another spec.</param>
    /// <param name="inputs">Of the last run.</param>
    /// <param name="settingsHold">Whether spec and settings are those of the last run, and its results may be believed.</param>
    public GatedFiles(LastRun? run, Inputs inputs, bool settingsHold)
    {
        (this.run, this.inputs) = (run, inputs);
        inputsHold = new(() => settingsHold && inputs.Hold(new HashSet<string>(Files("model").Concat(Files("spec")).Select(file => file.Path))));
    }

    /// <param name="stated">Models that the project's items or its spec name, not measured yet.</param>
    public IEnumerable<KnownModel> Models(IEnumerable<KnownModel> stated) =>
        from model in stated.Concat(Files("model").Select(file => new KnownModel(file.Path, KnownModel.None, "", file.Task))).GroupBy(model => model.Path, StringComparer.Ordinal)
        let worst = Files("model").Where(file => file.Path == model.Key).OrderBy(file => KnownModel.Rank(file.Verdict)).FirstOrDefault()
        select worst is null || worst.Verdict == KnownModel.None ? model.First() : Judged(model.First(), worst);

    /// <summary>Full paths of data files that the last run read, each with its part.</summary>
    public IEnumerable<(string Part, string Path)> Data() => DataParts.SelectMany(part => Files(part).Select(file => (part, file.Path)));

    /// <summary>No figure where it is out of date: the gate of this very build measures the new one.</summary>
    private KnownModel Judged(KnownModel model, RunFile worst) =>
        !inputs.Holds(worst.Path, worst.Sha256) ? model with { Verdict = KnownModel.StaleModel }
        : !inputsHold.Value ? model with { Verdict = KnownModel.StaleInput }
        : model with { Verdict = worst.Verdict, Figure = worst.Figure };

    private IEnumerable<RunFile> Files(string part) => run?.Files.Where(file => file.Part == part) ?? [];
}
