using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Calibration;

/// <summary>The audit of a model that leaks, read wrongly: as the command line does it, without files.</summary>
internal static class DisturbedAudit
{
    private static readonly IAttack[] Attacks = [new GapAttack(), new LossAttack(), new ConfidenceAttack(), new EntropyAttack(), new ModifiedEntropyAttack()];

    /// <param name="disturbance">What is wrong.</param>
    /// <param name="aSide">Records a side.</param>
    /// <param name="seed">Of everything drawn.</param>
    public static Verdict Run(Disturbance disturbance, int aSide, ulong seed)
    {
        var draw = new Draw(seed);
        (double[] Row, int Label)[] records = [.. Enumerable.Range(0, 2 * aSide).Select(_ => Memoriser.Record(draw))];
        var model = new Memoriser([.. records.Take(aSide).Select(static record => record.Row)], [.. records.Take(aSide).Select(static record => record.Label)]);
        using var classifier = new DisturbedModel(model, disturbance, seed);
        double[][] rows = [.. records.Select(record => disturbance == Disturbance.RecordsUnscaled ? Memoriser.Unscaled(record.Row) : record.Row)];
        RecordBatch Batch(int from) => new(
            [new FeatureBlock("x", ElementKind.Float32, [Memoriser.Columns], rows.Skip(from).Take(aSide).SelectMany(static row => row).Select(static value => (float)value).ToArray())],
            [.. records.Skip(from).Take(aSide).Select(static record => record.Label)],
            [.. Enumerable.Range(0, aSide).Select(_ => new UInt128(draw.Bits(), draw.Bits()))],
            null,
            []);
        return Decide(classifier, Batch(0), Batch(aSide));
    }

    private static Verdict Decide(DisturbedModel classifier, RecordBatch members, RecordBatch nonMembers)
    {
        var asked = Ask(classifier, members, nonMembers, 4096);
        var check = RepeatCheck.Of(classifier, asked.ToRepeat()!, CancellationToken.None);
        var used = check.Kind == Repeatability.BatchMatters ? Ask(classifier, members, nonMembers, 1) : asked;
        var options = Gate.OptionsFor(Budget.Default) with
        {
            Invalidity = check.Kind == Repeatability.Changes ? Diagnostic.Error(DiagnosticIds.AnswersChange, "changes") : null,
        };
        return Gate.Decide(Auditor.Run(used.ToSample(), Attacks, options), Budget.Default);
    }

    private static SignalCollector Ask(DisturbedModel classifier, RecordBatch members, RecordBatch nonMembers, int size)
    {
        var collector = new SignalCollector([]);
        foreach ((var side, var batch) in new[] { (Side.Member, members), (Side.NonMember, nonMembers) })
        {
            foreach (var rows in Enumerable.Range(0, batch.Count).Chunk(size))
            {
                var part = batch.Pick(rows);
                collector.Add(side, part, classifier.Predict(part, CancellationToken.None));
            }
        }

        return collector;
    }
}
