using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing.Controls;

/// <summary>Records of differing difficulty, which target and shadows share; sides drawn by chance or by difficulty.</summary>
public class ShadowControlTests
{
    private const int RecordsASide = 600;

    /// <summary>600 a side of 2,400; drawn by difficulty, a member is taken with a probability that grows as exp(2 x rank of the target's confidence).</summary>
    private static AuditSample Sample(int seed, bool byDifficulty, double leak)
    {
        var random = new Random(seed);
        double[] difficulty = [.. Enumerable.Range(0, 4 * RecordsASide).Select(_ => 1.5 * Synthetic.Normal(random)).OrderDescending()];
        double Lot(int rank) => Math.Log(random.NextDouble()) / (byDifficulty ? Math.Exp(2.0 * rank / difficulty.Length) : 1);
        int[] byLot = [.. Enumerable.Range(0, difficulty.Length).OrderByDescending(Lot)];
        var members = byLot[..RecordsASide];
        int[] nonMembers = [.. byLot[RecordsASide..].OrderBy(_ => random.Next()).Take(RecordsASide)];
        var collector = new SignalCollector([], keepRecords: true);
        var ofKey = new Dictionary<UInt128, double>();
        foreach ((var side, var rows) in new[] { (Side.Member, members), (Side.NonMember, nonMembers) })
        {
            UInt128[] keys = [.. rows.Select(_ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))];
            double[] confidence = [.. rows.Select(row => 1 - difficulty[row] + Synthetic.Normal(random) + (side == Side.Member ? leak : 0))];
            foreach ((var key, var row) in keys.Zip(rows))
            {
                ofKey[key] = 1 - difficulty[row];
            }

            int[] labels = [.. rows.Select(row => row % 2)];
            collector.Add(side, new RecordBatch([], labels, keys, null, []), new SignalTable(2, labels, labels, confidence, confidence, confidence, null));
        }

        var sample = collector.ToSample();
        return sample with { Input = sample.Input with { Shadows = Shadows(sample.Input.Records!, ofKey, leak, random) } };
    }

    private static ShadowEvidence Shadows(RecordBatch records, Dictionary<UInt128, double> ofKey, double leak, Random random)
    {
        var schedule = ShadowSchedule.For(ShadowPool.Create(ShadowSources.Auditor, records, null, []), 8, RecordsASide, seed: 1);
        return new ShadowEvidence(
            [.. schedule.Shadows.Select(plan =>
            {
                bool[] trained = [.. Enumerable.Range(0, records.Count).Select(plan.AuditedRows.ToHashSet().Contains)];
                return new ShadowAnswers(
                    [.. records.Keys.Select((key, row) => (float)(ofKey[key] + Synthetic.Normal(random) + (trained[row] ? leak : 0)))],
                    trained, 0, 1, null, new TrainingSummary(1, 0, null, true));
            })],
            new ShadowSummary(8, 8, TrainerKinds.Network, "", ShadowSources.Auditor, RecordsASide, RecordsASide, 8, 0, null, 1, 0));
    }

    private static Verdict Verdict(AuditSample sample, out AuditReport report)
    {
        report = Auditor.Run(sample, [new LossAttack(), new LiraAttack()], new AuditOptions());
        return Gate.Decide(report, Budget.Default);
    }

    [Fact]
    public void Sides_drawn_by_difficulty_are_no_leak_but_an_invalid_audit()
    {
        Verdict[] verdicts = [.. Enumerable.Range(0, 40).Select(seed => Verdict(Sample(seed, byDifficulty: true, leak: 0), out _))];
        Assert.True(verdicts.Count(verdict => verdict.Kind == VerdictKind.Invalid) >= 28, $"{verdicts.Count(verdict => verdict.Kind == VerdictKind.Invalid)} of 40 noticed");
        var reason = verdicts.First(verdict => verdict.Kind == VerdictKind.Invalid).Violations.Single();
        Assert.Equal(DiagnosticIds.SidesDiffer, reason.Code);
        Assert.Contains("take both from one shuffled source", reason.Message, StringComparison.Ordinal);

        // Without the control the loss attack fails such a model, which leaks nothing.
        var blind = Sample(1, byDifficulty: true, leak: 0);
        var report = Auditor.Run(blind with { Input = blind.Input with { Shadows = null } }, [new LossAttack()], new AuditOptions());
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, Budget.Default).Kind);
    }

    /// <summary>Nominal 5 % at most, with the controls that need no shadows: 15 or more of 100 have a probability of .0001.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Sides_drawn_by_chance_are_valid_whether_the_model_leaks_or_not(double leak)
    {
        var invalid = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var verdict = Verdict(Sample(1000 + seed, byDifficulty: false, leak), out var report);
            var control = report.Findings.Single(finding => finding.Attack == AttackIds.ShadowControl);
            Assert.True(control.Lower <= control.Value && control.Value <= control.Upper);
            Assert.True(control.Upper - control.Lower < 0.16);
            invalid += verdict.Kind == VerdictKind.Invalid ? 1 : 0;
        }

        Assert.True(invalid <= 14, $"{invalid} of 100 audits called invalid");
    }

    /// <summary>Half of the budget is all that may be left unexplained, and never more than .05.</summary>
    [Theory]
    [InlineData(0.20, 0.051, true)]
    [InlineData(0.20, 0.049, false)]
    [InlineData(0.06, 0.031, true)]
    [InlineData(0.06, 0.029, false)]
    public void The_control_fires_above_half_the_budget_or_five_hundredths(double budget, double lower, bool invalid)
    {
        var report = Auditor.Run(Synthetic.Sample(500, 500, 0, seed: 3), [new LossAttack()], new AuditOptions());
        var control = new Finding("control-shadows", MetricIds.Control, "all", lower + 0.05, lower, lower + 0.1, 0.967, "", "", "", 500, 500);
        var verdict = Gate.Decide(report with { Findings = [.. report.Findings, control] }, new Budget(Advantage: budget));
        Assert.Equal(invalid, verdict.Kind == VerdictKind.Invalid);
    }
}
