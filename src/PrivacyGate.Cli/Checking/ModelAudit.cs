using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Cli.Console;
using PrivacyGate.Cli.Gathering;
using PrivacyGate.Gating;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Training;

namespace PrivacyGate.Cli.Checking;

/// <summary>One model from its spec to its verdict. The audit may come from the cache; the verdict never does.</summary>
internal sealed class ModelAudit(ResultCache cache, FileHashes hashes, CheckOptions options, ProgressLine progress, CancellationToken cancellation)
{
    /// <param name="spec">The model.</param>
    /// <param name="all">All models of the spec file: another entry may audit another output of the same model.</param>
    /// <param name="time">Of this model.</param>
    public AuditedModel Run(ModelSpec spec, IReadOnlyList<ModelSpec> all, ModelTime time)
    {
        RefuseCommand(spec);
        hashes.Remember([spec.Model.FullPath], cancellation);
        var file = OnnxFile.Read(spec.Model.FullPath);
        hashes.RequireSame(file, spec.Model, cancellation);
        var seed = options.Seed ?? spec.Seed.Value;
        var audited = KeptOrMade(spec, file, seed, time);
        var result = new ModelResult(
            spec.Name.Value,
            spec.Model.Path,
            file.Sha256,
            spec.Location,
            audited.Recognition,
            seed,
            spec.Budget.Limits,
            Gate.Decide(audited.Report, spec.Budget.Limits),

            // Not kept with the audit: lines of the spec move without changing it.
            audited.Report with { Warnings = [.. audited.Report.Warnings, .. UnusedKeys.Of(spec.Shadows, audited.Report.Shadows?.Kind), .. OtherOutputs.Note(spec, all, file), .. FewerRecords.Note(spec, audited.Report.Counts), .. Gate.Notes(audited.Report, spec.Budget.Limits)] },
            audited.Queries)
        {
            ShadowSeconds = audited.ShadowSeconds,
        };
        return new AuditedModel(result, file.Dependencies);
    }

    private void RefuseCommand(ModelSpec spec)
    {
        if (!options.AllowsCommand && spec.Shadows.Command is { } command)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.CommandNotAllowed,
                $"{spec.Model.Path}: 'shadows.command' is not started, because --no-command was given; remove the command, or run without --no-command where you trust the spec",
                command.Location));
        }
    }

    private CachedAudit KeptOrMade(ModelSpec spec, OnnxFile file, long seed, ModelTime time)
    {
        var inspection = new Lazy<ModelInspection>(() => ModelInspection.Of(file, Overrides.Of(spec), time.Ending));
        try
        {
            hashes.Remember([.. spec.Sources.Select(static source => source.File.FullPath), .. ShadowFiles.Of(spec)], time.Ending);
            return CacheFor(spec).GetOrMake(
                () => AuditKey.Of(spec, options.Profile, file.Sha256, seed, hashes, NativeRuntime.Version), () => Audit(spec, inspection.Value, (ulong)seed, time), audit => IsWhole(audit, spec), time.Ending);
        }
        catch (OperationCanceledException) when (time.IsOver)
        {
            return new CachedAudit(inspection.IsValueCreated ? inspection.Value.Recognition : [], 0, Unasked());
        }
    }

    /// <summary>What the user's own trainer loads, or reference models were trained on, no key of ours can name whole; their shadows are kept one by one.</summary>
    private ResultCache CacheFor(ModelSpec spec) => spec.Shadows.Command is null && spec.Shadows.Models is null ? cache : new ResultCache(null);

    /// <summary>An audit that the time budget cut off is decided on, but not kept: the next run goes on. Also where it lacks only what decides nothing. One that was shortened because it fails stands in for audits that fail as surely.</summary>
    private static bool IsWhole(CachedAudit audit, ModelSpec spec) =>
        (audit.Report.Shortened is not { } shortened || shortened.Bound > spec.Budget.Limits.Advantage)
        && audit.Report.Reservations.Concat(audit.Report.Warnings).All(static told => told.Id != DiagnosticIds.StoppedEarly);

    private CachedAudit Audit(ModelSpec spec, ModelInspection inspection, ulong seed, ModelTime time)
    {
        var attacks = ChosenAttacks.Of(spec, options.Profile);
        var needs = attacks.Aggregate(Evidence.None, static (all, attack) => all | attack.Needs);
        using var target = new TargetQuerying(spec, withPosteriors: needs.HasFlag(Evidence.Posteriors), keepRecords: needs != Evidence.None, progress).Run(inspection, time.Ending);
        using var fitter = new NetworkFitter();
        var networks = new StoppableFitter(fitter, time.Ending);
        var store = options.Cache is { } folder ? new ShadowStore(folder, inspection.File.Sha256, NativeRuntime.Version) : null;
        var auditing = Gate.OptionsFor(spec.Budget.Limits) with
        {
            DegreeOfParallelism = Environment.ProcessorCount,
            Accuracy = spec.Accuracy?.Expected,
            Invalidity = target.Invalidity,
            Warnings = target.Warnings,
            Stored = target.Stored,
            LeftOut = spec.Attacks is null || attacks.Any(static attack => attack is LossAttack) ? [] : [new LossAttack()],
        };
        var gathered = Auditor.WhyInvalid(target.Sample, auditing) is null
            ? new EvidenceGathering(spec, options, seed, store, progress, new GatheringLimits(time.Gathering, time.GatheringEnding, cancellation))
                .Gather(target.Sample, attacks, target.Inspection, target.Classifier, target.Reading, networks)
            : new GatheredEvidence(target.Sample, [], null);
        var report = Auditor.Run(
            gathered.Sample,
            attacks,
            auditing with { Reservations = [.. CutOff(gathered)] },
            new AttackProgress(spec.Name.Value, progress),
            cancellation,
            time.All);
        return new CachedAudit(target.Inspection.Recognition, target.Queries, Checked(spec, report, time)) { ShadowSeconds = gathered.ShadowSeconds };
    }

    /// <summary>The report, if the data are still those that were hashed; with a reservation where there was no time to see.</summary>
    private AuditReport Checked(ModelSpec spec, AuditReport report, ModelTime time)
    {
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
        $"the time budget of {options.Time.Text} ended before {before}; give more time, or run again with the same --cache folder to go on from there");

    private sealed class AttackProgress(string model, ProgressLine line) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => line.Report(model, $"attacks of {value.Of} judged:", value.Done);
    }
}
