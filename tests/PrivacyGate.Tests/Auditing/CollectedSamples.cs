using PrivacyGate.Attacks;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing;

/// <summary>Samples made through the collector, with a slice column and persons.</summary>
internal static class CollectedSamples
{
    public static IAttack[] LossOnly { get; } = [new LossAttack()];

    public static AuditSample Collected(IEnumerable<(Side Side, Synthetic.Answer Answer, string Slice, UInt128 Subject)> records, bool subjects = false)
    {
        var collector = new SignalCollector(["group"]);
        foreach (var side in records.GroupBy(record => record.Side))
        {
            Synthetic.Answer[] answers = [.. side.Select(record => record.Answer)];
            collector.Add(
                side.Key,
                Synthetic.Batch(answers, subjects ? [.. side.Select(record => record.Subject)] : null, [[.. side.Select(record => record.Slice)]]),
                Synthetic.Predictions(answers, 3, ScoreKind.Logits));
        }

        return collector.ToSample();
    }

    public static IEnumerable<(Side, Synthetic.Answer, string, UInt128)> Draw(Random random, int perSide, double leak, string slice) =>
        Enumerable.Range(0, 2 * perSide).Select(i =>
            (i < perSide ? Side.Member : Side.NonMember, Synthetic.Answer.Draw(random, 3, i < perSide ? leak : 0), slice, (UInt128)i));
}
