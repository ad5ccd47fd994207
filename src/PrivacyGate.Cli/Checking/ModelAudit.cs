using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Cli.Console;
using PrivacyGate.Cli.Gathering;
using PrivacyGate.Gating;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Signals;

namespace PrivacyGate.Cli.Checking;

/// <summary>One model from its spec to its verdict. The audit may come from the cache; the verdict never does.</summary>
internal sealed class ModelAudit(ResultCache cache, FileHashes hashes, CheckOptions options, ProgressLine progress, CancellationToken cancellation)
{
    public AuditedModel Run(ModelSpec spec)
    {
        hashes.Remember([spec.Model.FullPath, .. spec.Sources.Select(static source => source.File.FullPath), .. ShadowFiles.Of(spec)]);
        var file = OnnxFile.Read(spec.Model.FullPath);
        hashes.RequireSame(file, spec.Model);
        var seed = options.Seed ?? spec.Seed.Value;
        var audited = CacheFor(spec).GetOrMake(
            () => AuditKey.Of(spec, options.Profile, file.Sha256, seed, hashes), () => Audit(spec, file, (ulong)seed), IsWhole, cancellation);
        var result = new ModelResult(
            spec.Name.Value,
            spec.Model.Path,
            file.Sha256,
            spec.Location,
            audited.Recognition,
            seed,
            spec.Budget.Limits,
            Gate.Decide(audited.Report, spec.Budget.Limits),
            audited.Report,
            audited.Queries)
        {
            ShadowSeconds = audited.ShadowSeconds,
        };
        return new AuditedModel(result, file.Dependencies);
    }

    /// <summary>What the user's own trainer loads, or reference models were trained on, no key of ours can name whole; their shadows are kept one by one.</summary>
    private ResultCache CacheFor(ModelSpec spec) => spec.Shadows.Command is null && spec.Shadows.Models is null ? cache : new ResultCache(null);

    /// <summary>An audit that the time budget cut off is decided on, but not kept: the next run goes on.</summary>
    private static bool IsWhole(CachedAudit audit) => audit.Report.Reservations.All(static reservation => reservation.Id != DiagnosticIds.StoppedEarly);

    private CachedAudit Audit(ModelSpec spec, OnnxFile file, ulong seed)
    {
        var attacks = ChosenAttacks.Of(spec, options.Profile);
        var needs = attacks.Aggregate(Evidence.None, static (all, attack) => all | attack.Needs);
        var inspection = ModelInspection.Of(file, Overrides.Of(spec));
        using var classifier = OnnxClassifier.Open(inspection);
        var reading = new RecordReading(spec, classifier);
        var withPosteriors = needs.HasFlag(Evidence.Posteriors) && classifier.ScoreKind != ScoreKind.LabelOnly;
        var collector = new SignalCollector(spec.Slices?.Value ?? [], keepRecords: needs != Evidence.None, withPosteriors, [.. reading.Plan.FeatureColumns]);
        reading.Ask(collector, withPosteriors, (step, count) => progress.Report(spec.Name.Value, step, count), cancellation);
        var queries = collector.Count;
        using var networks = new NetworkFitter();
        using var timeUp = options.TimeBudget is { } limit ? new CancellationTokenSource(limit) : new CancellationTokenSource();
        var store = options.Cache is { } folder ? new ShadowStore(folder, file.Sha256) : null;
        var gathered = new EvidenceGathering(spec, options, seed, store, progress, new GatheringLimits(timeUp.Token, cancellation))
            .Gather(collector.ToSample(), attacks, inspection, classifier, reading, networks);
        var report = Auditor.Run(
            gathered.Sample,
            attacks,
            Gate.OptionsFor(spec.Budget.Limits) with { DegreeOfParallelism = Environment.ProcessorCount, Reservations = [.. CutOff(gathered)] },
            new AttackProgress(spec.Name.Value, progress),
            cancellation);
        foreach (var source in spec.Sources)
        {
            hashes.RequireUnchanged(source.File.FullPath, source.File.Path, source.File.Location);
        }

        return new CachedAudit(classifier.Recognition, queries, report) { ShadowSeconds = gathered.ShadowSeconds };
    }

    private IEnumerable<Diagnostic> CutOff(GatheredEvidence gathered)
    {
        if (gathered.CutOff.Count > 0)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.StoppedEarly,
                FormattableString.Invariant($"the time budget of {options.TimeBudget!.Value.TotalSeconds:0.###} s ended before all attacks had run: {string.Join(", ", gathered.CutOff)}; give more time, or run again with the same --cache folder to go on from there"));
        }
    }

    private sealed class AttackProgress(string model, ProgressLine line) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => line.Report(model, $"attacks of {value.Of} judged:", value.Done);
    }
}
