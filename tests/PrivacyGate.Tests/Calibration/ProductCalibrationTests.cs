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

    /// <summary>200 members, each ten times, and 200 non-members once, no leak; or the same rows under keys that hide the repeats.</summary>
    private static AuditSample Oversampled(int seed, bool tellRepeats)
    {
        var random = new Random(seed);
        Synthetic.Answer[] once = [.. Enumerable.Range(0, 400).Select(_ => Synthetic.Answer.Draw(random, 2, 0))];
        Synthetic.Answer[] members = [.. once[..200].SelectMany(answer => Enumerable.Range(0, 10).Select(copy =>
            answer with { Key = tellRepeats ? answer.Key : answer.Key + (UInt128)copy }))];
        var collector = new SignalCollector([]);
        collector.Add(Side.Member, Synthetic.Batch(members), Synthetic.Predictions(members, 2, ScoreKind.Logits));
        collector.Add(Side.NonMember, Synthetic.Batch(once[200..]), Synthetic.Predictions(once[200..], 2, ScoreKind.Logits));
        return collector.ToSample();
    }

    [Fact]
    public void Oversampled_records_without_a_leak_seldom_fail()
    {
        IAttack[] attacks = [new GapAttack(), new LossAttack(), new EntropyAttack(), new PerClassAttack(new ConfidenceAttack())];
        var zero = new Budget(Advantage: 0);
        int alarms = Count(300, VerdictKind.Fail, zero, attacks, seed => Oversampled(seed, tellRepeats: true));
        int hidden = Count(150, VerdictKind.Fail, zero, attacks, seed => Oversampled(seed, tellRepeats: false));
        output.WriteLine($"false alarms: {alarms}/300 (bound 17); with the repeats hidden {hidden}/150");

        // Nominal 2.5 %, at which 18 or more of 300 have a probability of .0007.
        Assert.True(alarms <= 17, $"{alarms} of 300");
    }
}
