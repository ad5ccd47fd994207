namespace PrivacyGate.MSBuild;

/// <summary>A model and what the gate knows of it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Verdict">pass, fail, inconclusive, invalid, stale, none or exempt.</param>
/// <param name="Figure">The measured figure, or "".</param>
internal sealed record KnownModel(string Path, string Verdict, string Figure);

/// <summary>The models and data files that the project's items or its spec name, with the verdict of the last run.</summary>
internal sealed class GatedFiles
{
    /// <summary>Worst first: a file that two models of the spec share has the worse verdict.</summary>
    private static readonly string[] Verdicts = ["fail", "invalid", "inconclusive", "pass"];

    private static readonly string[] DataParts = ["members", "holdout", "reference"];

    private readonly LastRun? run;
    private readonly AttackStamp? stamp;
    private readonly bool specChanged;

    /// <param name="run">What the last run left; null when it was about another spec.</param>
    /// <param name="stamp">By which large files need not be hashed.</param>
    /// <param name="specChanged">Whether the spec says something else than the last run read.</param>
    public GatedFiles(LastRun? run, AttackStamp? stamp, bool specChanged) => (this.run, this.stamp, this.specChanged) = (run, stamp, specChanged);

    /// <param name="stated">Full paths of models that the project's items name.</param>
    public IEnumerable<KnownModel> Models(IEnumerable<string> stated) =>
        from path in stated.Concat(Files("model").Select(file => file.Path)).Distinct(StringComparer.Ordinal)
        let worst = Files("model").Where(file => file.Path == path).OrderBy(file => Array.IndexOf(Verdicts, file.Verdict) is >= 0 and var rank ? rank : Verdicts.Length).FirstOrDefault()
        select worst is null || worst.Verdict == "none" ? new KnownModel(path, "none", "")
            : specChanged || HasChanged(worst) ? new KnownModel(path, "stale", worst.Figure)
            : new KnownModel(path, worst.Verdict, worst.Figure);

    /// <summary>Full paths of data files that the last run read, each with its part.</summary>
    public IEnumerable<(string Part, string Path)> Data() => DataParts.SelectMany(part => Files(part).Select(file => (part, file.Path)));

    private IEnumerable<RunFile> Files(string part) => run?.Files.Where(file => file.Part == part) ?? [];

    /// <summary>The bytes decide, but for a large file that has the length and the time of the last run.</summary>
    private bool HasChanged(RunFile model) =>
        !File.Exists(model.Path)
        || ((stamp?.Files.FirstOrDefault(state => state.Path == model.Path && state.Sha256 == model.Sha256) is not { } then || !then.LooksUnchanged())
            && FileState.Hash(model.Path) != model.Sha256);
}
