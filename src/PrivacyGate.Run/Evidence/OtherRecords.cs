using PrivacyGate.Features;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows.Synthesis;

namespace PrivacyGate.Run.Evidence;

/// <summary>The records beside the audited ones that shadows are trained on: the spec's reference records, or made-up ones.</summary>
internal static class OtherRecords
{
    /// <summary>Each record is in about half of the shadows.</summary>
    private const int PerTargetRecord = 2;

    /// <summary>Enough for any shadow to be told from the next.</summary>
    private const int MostRecords = 200_000;

    /// <param name="spec">Says where they come from.</param>
    /// <param name="sample">The audit.</param>
    /// <param name="reference">The spec's reference records, or null.</param>
    /// <param name="target">Labels what is made up.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static RecordBatch? For(ModelSpec spec, AuditSample sample, RecordBatch? reference, IClassifier target, ulong seed, CancellationToken cancellation)
    {
        var source = spec.Shadows.Source.Value;
        if (source is ShadowSource.Auditor or ShadowSource.Reference)
        {
            return reference;
        }

        var audited = sample.Input.Records!;
        var options = new SynthesisOptions
        {
            Count = CountFor(ShadowTrainer.TargetRecords(spec, sample), Math.Max(audited.Features.Max(static block => block.Width), target.Classes.Count)),
            Noise = spec.Shadows.Noise.Value,
            Seed = seed,
        };
        return SyntheticRecords.Make(ShadowSourceWords.Of(source), audited, FeatureSpace.Of(audited, []), target, options, cancellation);
    }

    /// <summary>How many records to make up: no more than one block of memory holds.</summary>
    /// <param name="targetRecords">Records the target was trained on.</param>
    /// <param name="widest">Values a record, of features or of scores.</param>
    internal static int CountFor(int targetRecords, int widest) =>
        (int)Math.Min(Math.Min((long)PerTargetRecord * targetRecords, MostRecords), Math.Max(1, Array.MaxLength / Math.Max(1, widest)));
}
