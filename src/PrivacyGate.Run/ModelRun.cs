using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Formats;
using PrivacyGate.Gating;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Run.Evidence;
using PrivacyGate.Run.Keeping;
using PrivacyGate.Run.Notes;
using PrivacyGate.Run.Opening;
using PrivacyGate.Run.Options;
using PrivacyGate.Run.Reading;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Run;

/// <summary>
/// One model from its spec to its verdict: open the model, read the records and query it about them, gather evidence,
/// audit, decide. The audit may come from the cache; the verdict never does.
/// </summary>
/// <param name="spec">The model.</param>
/// <param name="options">What the run is asked for.</param>
/// <param name="hashes">Of every file of the run.</param>
/// <param name="time">Of this model.</param>
internal sealed class ModelRun(ModelSpec spec, RunOptions options, FileHashes hashes, Deadline time)
{
    private readonly long seed = options.Seed ?? spec.Seed.Value;

    /// <param name="all">All models of the spec file: another entry may audit another output of the same model.</param>
    /// <exception cref="InputException">The model cannot be audited.</exception>
    public AuditedModel Run(IReadOnlyList<ModelSpec> all)
    {
        var file = Open();
        return Decide(KeptOrMade(file), file, all);
    }

    private IModelFile Open()
    {
        if (!options.AllowsCommand && spec.Shadows.Command is { } command)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.CommandNotAllowed,
                $"{spec.Model.Path}: 'shadows.command' is not started, because --no-command was given; remove the command, or run without --no-command where you trust the spec",
                command.Location));
        }

        hashes.Remember([spec.Model.FullPath], time.Cancellation);
        var file = ModelFiles.Read(spec.Model.FullPath, Overrides.LimitsOf(spec), options.Formats);
        hashes.RequireSame(file, spec.Model, time.Cancellation);
        return file;
    }

    private CachedAudit KeptOrMade(IModelFile file)
    {
        var inspection = new Lazy<ITargetModel>(() => file.Inspect(Overrides.Of(spec), time.Ending));
        try
        {
            hashes.Remember([.. spec.Sources.Select(static source => source.File.FullPath), .. ShadowFiles.Of(spec)], time.Ending);
            return Cache().GetOrMake(() => AuditKey.Of(spec, options.Profile, file.Sha256, seed, hashes, file.Runtime), () => Make(file, inspection.Value), IsWhole, time.Ending);
        }
        catch (OperationCanceledException) when (time.IsOver)
        {
            return new CachedAudit(inspection.IsValueCreated ? inspection.Value.Recognition : [], 0, Unasked());
        }
    }

    /// <summary>What the user's own trainer loads, or reference models were trained on, no key of ours can name whole; their shadows are kept one by one.</summary>
    private ResultCache Cache() => new(spec.Shadows.Command is null && spec.Shadows.Models is null ? options.Cache : null);

    /// <summary>An audit that the time budget cut off is decided on, but not kept: the next run goes on. Also where it lacks only what decides nothing. One that was shortened because it fails stands in for audits that fail as surely.</summary>
    private bool IsWhole(CachedAudit audit) =>
        (audit.Report.Shortened is not { } shortened || shortened.Bound > spec.Budget.Limits.Advantage)
        && audit.Report.Reservations.Concat(audit.Report.Warnings).All(static told => told.Id != DiagnosticIds.StoppedEarly);

    private CachedAudit Make(IModelFile file, ITargetModel inspection)
    {
        var attacks = ChosenAttacks.Of(spec, options.Profile);
        using var target = new TargetQuerying(spec, attacks, options.Progress).Run(inspection, time.Ending);
        var auditing = OptionsFor(target, attacks);
        using var fitter = new NetworkFitter();
        var gathered = Auditor.WhyInvalid(target.Sample, auditing) is null
            ? EvidenceGathering.Gather(new EvidenceRequest(spec, options, (ulong)seed, attacks, target, new StoppableFitter(fitter, time.Ending), Store(file), time))
            : new GatheredEvidence(target.Sample);
        var report = Audit(gathered, attacks, auditing);
        return new CachedAudit(target.Model.Recognition, target.Queries, report) { ShadowSeconds = gathered.ShadowSeconds };
    }

    private AuditOptions OptionsFor(QueriedTarget target, IReadOnlyList<IAttack> attacks) => Gate.OptionsFor(spec.Budget.Limits) with
    {
        DegreeOfParallelism = options.Threads,
        Accuracy = spec.Accuracy?.Value,
        Invalidity = target.Invalidity,
        Warnings = target.Warnings,
        Stored = target.Stored,
        LeftOut = spec.Attacks is null ? [] : [.. AttackCatalog.NeverLeftOut.Except(attacks)],
    };

    private ShadowStore? Store(IModelFile file) =>
        options.Cache is { } folder ? new ShadowStore(folder, file.Sha256, file.Runtime) : null;

    /// <summary>The report, if the data are still those that were hashed; with a reservation where there was no time to see.</summary>
    private AuditReport Audit(GatheredEvidence gathered, IReadOnlyList<IAttack> attacks, AuditOptions auditing)
    {
        var report = Auditor.Run(gathered.Sample, attacks, auditing with { Reservations = [.. CutOff(gathered), .. gathered.Doubts] }, new AttackProgress(spec.Name.Value, options.Progress), time.Cancellation, time.All);
        try
        {
            foreach (var source in spec.Sources)
            {
                hashes.RequireUnchanged(source.File.FullPath, source.File.Path, source.File.Location, time.Ending);
            }

            return report;
        }
        catch (OperationCanceledException) when (time.IsOver)
        {
            return report with { Reservations = [.. report.Reservations, StoppedEarly("the data files were hashed again")] };
        }
    }

    private AuditedModel Decide(CachedAudit audited, IModelFile file, IReadOnlyList<ModelSpec> all)
    {
        var report = audited.Report;
        Diagnostic[] fewer = [.. FewerRecords.Note(spec, report.Counts)];

        // Not kept with the audit: lines of the spec move without changing it.
        Diagnostic[] notes = [.. UnusedKeys.Of(spec.Shadows, report.Shadows?.Kind), .. OtherOutputs.Note(spec, all, file), .. fewer, .. Gate.Notes(report, spec.Budget.Limits)];
        var result = new ModelResult(
            spec.Name.Value,
            spec.Model.Path,
            file.Sha256,
            spec.Location,
            audited.Recognition,
            seed,
            spec.Budget.Limits,
            Gate.Decide(report, spec.Budget.Limits),
            report with { Warnings = [.. report.Warnings, .. notes] },
            audited.Queries)
        {
            ShadowSeconds = audited.ShadowSeconds,
        };
        return new AuditedModel(result, file.Dependencies, fewer.Length > 0);
    }

    /// <summary>The report of a model whose records were not all asked about in time. Those that were are no fair sample: files are often sorted, and each in its own way.</summary>
    private AuditReport Unasked() => new(
        new RecordCounts(0, 0, 0, 0, 0), new SideAccuracy(double.NaN, double.NaN), [], [],
        Diagnostic.Error(DiagnosticIds.NoAttackPossible, "no attack was run within the time budget; give more time"), [])
    {
        Reservations = [StoppedEarly("the model was queried about all records, so nothing was measured")],
    };

    private IEnumerable<Diagnostic> CutOff(GatheredEvidence gathered)
    {
        if (gathered.CutOff.Count > 0)
        {
            yield return StoppedEarly($"all attacks had run: {string.Join(", ", gathered.CutOff)}");
        }
    }

    private Diagnostic StoppedEarly(string before) => Diagnostic.Warning(
        DiagnosticIds.StoppedEarly,
        $"the time budget of {time.Text} ended before {before}; give more time, or run again with the same --cache folder to go on from there");

    private sealed class AttackProgress(string model, IProgress<RunProgress>? progress) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => progress?.Report(new RunProgress(model, $"attacks of {value.Of} judged:", value.Done));
    }
}
