using PrivacyGate.Auditing;
using PrivacyGate.Cli.Console;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Caching;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Signals;

namespace PrivacyGate.Cli.Checking;

/// <summary>One model from its spec to its verdict. The audit may come from the cache; the verdict never does.</summary>
internal sealed class ModelAudit(ResultCache cache, FileHashes hashes, CheckOptions options, ProgressLine progress, CancellationToken cancellation)
{
    public AuditedModel Run(ModelSpec spec)
    {
        hashes.Remember([spec.Model.FullPath, .. spec.Sources.Select(static source => source.File.FullPath)]);
        var file = OnnxFile.Read(spec.Model.FullPath);
        hashes.RequireSame(file, spec.Model);
        var seed = options.Seed ?? spec.Seed.Value;
        var audited = cache.GetOrMake(() => AuditKey.Of(spec, file.Sha256, seed, hashes), () => Audit(spec, file), cancellation);
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
            audited.Queries);
        return new AuditedModel(result, file.Dependencies);
    }

    private CachedAudit Audit(ModelSpec spec, OnnxFile file)
    {
        using var classifier = OnnxClassifier.Open(ModelInspection.Of(file, Overrides.Of(spec)));
        var collector = new SignalCollector(spec.Slices?.Value ?? []);
        Collect(spec, classifier, collector);
        var queries = collector.Count;
        var report = Auditor.Run(
            collector.ToSample(),
            ChosenAttacks.Of(spec),
            Gate.OptionsFor(spec.Budget.Limits) with { DegreeOfParallelism = Environment.ProcessorCount },
            new AttackProgress(spec.Name.Value, progress),
            cancellation);
        foreach (var source in spec.Sources)
        {
            hashes.RequireUnchanged(source.File.FullPath, source.File.Path, source.File.Location);
        }

        return new CachedAudit(classifier.Recognition, queries, report);
    }

    private void Collect(ModelSpec spec, OnnxClassifier classifier, SignalCollector collector)
    {
        var members = RecordReader.Open(spec.Members);
        var nonMembers = RecordReader.Open(spec.NonMembers);
        var plan = FeaturePlan.Match(classifier.Inputs, [members, nonMembers], RecordKeys.Of(spec));
        var labels = LabelMap.Create(classifier.Classes, spec.Classes);
        IEnumerable<(Side Side, RecordBatch Batch, SignalTable Signals)> Ask(Side side, RecordReader reader) => Classification.Run(
            reader.Read(plan, labels, classifier.PreferredBatchSize, cancellation),
            classifier,
            Math.Max(1, Environment.ProcessorCount / 2),
            (batch, predictions) => (side, batch, SignalCalculator.Calculate(predictions, batch.Labels)),
            count => progress.Report(spec.Name.Value, side == Side.Member ? "members asked" : "non-members asked", count),
            cancellation);

        // Reading takes longest, and each file has one reader: both at once keep two cores busy.
        foreach (var (side, batch, signals) in Alternation.InTurn(Ask(Side.Member, members), Ask(Side.NonMember, nonMembers)))
        {
            collector.Add(side, batch, signals);
        }
    }

    private sealed class AttackProgress(string model, ProgressLine line) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => line.Report(model, $"attacks of {value.Of} judged:", value.Done);
    }
}
