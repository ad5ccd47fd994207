using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Calibration;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Signals;
using Xunit.Abstractions;

namespace PrivacyGate.Tests.Calibration;

/// <summary>Error rates of the product as composed: real attacks, Auditor and Gate, on answers of known leak.</summary>
public class ProductCalibrationTests(ITestOutputHelper output)
{
    private static int Count(int audits, VerdictKind kind, Budget budget, IReadOnlyList<IAttack> attacks, Func<int, AuditSample> sample)
    {
        int count = 0;
        Parallel.For(0, audits, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            AuditReport report = Auditor.Run(sample(seed), attacks, Gate.OptionsFor(budget));
            if (Gate.Decide(report, budget).Kind == kind)
            {
                Interlocked.Increment(ref count);
            }
        });
        return count;
    }

    /// <summary>Labels alone: each side is right with its own probability.</summary>
    private static AuditSample LabelOnly(int perSide, double memberAccuracy, double nonMemberAccuracy, int seed)
    {
        var draw = new Draw((ulong)seed);
        bool[] isMember = [.. Enumerable.Range(0, 2 * perSide).Select(i => i < perSide)];
        int[] classes = [.. isMember.Select(_ => draw.Uniform() < 0.5 ? 0 : 1)];
        int[] predicted = [.. isMember.Select((member, i) => draw.Uniform() < (member ? memberAccuracy : nonMemberAccuracy) ? classes[i] : 1 - classes[i])];
        return new AuditSample(
            new AuditInput(new SignalTable(2, classes, predicted, null, null, null, null), null),
            new Truth(isMember, [.. isMember.Select(_ => draw.Bits())], null, []),
            new RecordCounts(perSide, perSide, 0, 0, 0),
            new SideAccuracy(memberAccuracy, nonMemberAccuracy));
    }

    /// <summary>A learned threshold flags nobody in a fold whose gap happens to be 0 or less, halves the gap, and passes wrongly in 7 to 12 % of audits.</summary>
    [Fact]
    public void A_label_only_model_at_its_budget_seldom_passes()
    {
        const int audits = 2000;
        int passes = Count(audits, VerdictKind.Pass, new Budget(Advantage: 0.10), [new GapAttack()], seed => LabelOnly(200, 0.60, 0.50, seed));
        output.WriteLine($"wrong pass: {passes}/{audits} (bound 80)");

        // Nominal 2.5 %, at which 81 or more of 2,000 have a probability below .0001; at 7 % above .9999.
        Assert.True(passes <= 80, $"{passes} of {audits}");
    }
}
