using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Features;
using PrivacyGate.Gating;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Samples;
using PrivacyGate.Signals;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Auditing;

/// <summary>Label-only attacks that stop early, beside the same audits with every attack in full.</summary>
public class EarlyProofTests
{
    private const int PerSide = 500;
    private static readonly Budget TenPercent = new(Advantage: 0.10);
    private static readonly LabelNoiseAttack Labels = new();

    /// <summary>Honest and leaking models, leaks in cheap attacks, in labels, or in both, near the budget and far from it.</summary>
    [Fact]
    public void Stopping_changes_no_verdict()
    {
        var sample = Sample(PerSide);
        double[] advantages = [0, .05, .10, .15, .20, .25, .30, .50];
        var random = new Random(17);
        var kinds = new Dictionary<VerdictKind, int>();
        var stopped = 0;
        for (var audit = 0; audit < 400; audit++)
        {
            double Leak() => advantages[random.Next(advantages.Length)];
            (var whole, var attacks) = Simulated(sample, random, Leak(), Leak(), Leak());
            var without = Verdict(whole, attacks, TenPercent).Kind;
            kinds[without] = kinds.GetValueOrDefault(without) + 1;
            if (EarlyProof.Of(whole, attacks, Gate.OptionsFor(TenPercent), .10, default) is { } why)
            {
                stopped++;
                Assert.Equal(without, Verdict(Stopped(whole, why), attacks, TenPercent).Kind);
            }
        }

        // Both sides of the verdict were seen, and stops are not rare where cheap attacks find the leak.
        Assert.True(kinds[VerdictKind.Fail] > 100 && kinds.Where(static pair => pair.Key != VerdictKind.Fail).Sum(static pair => pair.Value) > 50, string.Join(", ", kinds));
        Assert.True(stopped > 100, $"{stopped} stopped");
    }

    /// <summary>All attacks exactly at the budget: what is over it in an audit is chance.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(.10)]
    public void A_model_at_its_budget_fails_no_more_often(double budget)
    {
        var sample = Sample(PerSide);
        var limit = new Budget(Advantage: budget);
        var random = new Random(23);
        const int audits = 300;
        (var stopped, var failed) = (0, 0);
        for (var audit = 0; audit < audits; audit++)
        {
            (var whole, var attacks) = Simulated(sample, random, budget, budget, budget);
            var why = EarlyProof.Of(whole, attacks, Gate.OptionsFor(limit), budget, default);
            stopped += why is null ? 0 : 1;
            failed += Verdict(why is null ? whole : Stopped(whole, why), attacks, limit).Kind == VerdictKind.Fail ? 1 : 0;
        }

        // Nominal .25 %: 5 or more of 300 have a probability of .001. Nominal 2.75 %: more than 17 have one of .002.
        Assert.True(stopped <= 4, $"{stopped} of {audits} stopped");
        Assert.True(failed <= 17, $"{failed} of {audits} failed");
    }

    [Fact]
    public void A_stopped_attack_is_told_with_the_records_it_queried()
    {
        (var whole, var attacks) = Simulated(Sample(PerSide), new Random(3), .6, .3, .3);
        var why = EarlyProof.Of(whole, attacks, Gate.OptionsFor(TenPercent), .10, default)!;
        Assert.Equal("first", why.ProvenBy);
        Assert.InRange(why.Bound, .40, .60);
        var report = Auditor.Run(Stopped(whole, why), attacks, Gate.OptionsFor(TenPercent));
        Finding[] own = [.. report.Findings.Where(static finding => finding.Attack == "label-noise")];
        Assert.All(own, static finding => Assert.Equal((100, 100), (finding.Members, finding.NonMembers)));
        var advantage = own.Single(static finding => finding.Metric == MetricIds.Advantage);
        Assert.InRange(advantage.Upper!.Value - advantage.Lower!.Value, .20, .30);
        Assert.Contains("100 members and 100 non-members", advantage.Method, StringComparison.Ordinal);
        Assert.Equal(["label-noise"], report.Shortened!.Attacks);
        Assert.Equal((100, 100, "first"), (report.Shortened.Members, report.Shortened.NonMembers, report.Shortened.ProvenBy));
        Assert.Equal(DiagnosticIds.AttacksShortened, Assert.Single(report.Warnings, static told => told.Severity == Severity.Message).Id);

        // The others are what they were, and the battery is theirs.
        var others = Auditor.Run(whole with { Input = whole.Input with { LabelOnly = null } }, attacks, Gate.OptionsFor(TenPercent));
        Assert.Equal(Advantages(others, "battery").Lower, Advantages(report, "battery").Lower);
        Assert.Equal(Advantages(others, "battery").Upper, Advantages(report, "battery").Upper);
        Assert.Equal(Advantages(others, "second").Upper, Advantages(report, "second").Upper);
    }

    [Fact]
    public void A_stopped_audit_without_a_breach_does_not_pass()
    {
        (var whole, var attacks) = Simulated(Sample(PerSide), new Random(5), .3, 0, 0);
        var why = EarlyProof.Of(whole, attacks, Gate.OptionsFor(TenPercent), .10, default)!;

        // Such as a budget that was raised since.
        var verdict = Verdict(Stopped(whole, why), attacks, new Budget(Advantage: .9));
        Assert.Equal(VerdictKind.Inconclusive, verdict.Kind);
        Assert.Equal(DiagnosticIds.AttacksShortened, Assert.Single(verdict.Violations).Code);
        Assert.Equal(VerdictKind.Pass, Verdict(whole, attacks, new Budget(Advantage: .9)).Kind);
    }

    [Fact]
    public void Small_sides_are_queried_in_full()
    {
        (var whole, var attacks) = Simulated(Sample(199), new Random(5), .9, .9, 0);
        Assert.Null(EarlyProof.Of(whole, attacks, Gate.OptionsFor(TenPercent), .10, default));
    }

    [Fact]
    public void Labels_do_not_enter_the_decision_nor_do_threads()
    {
        var sample = Sample(PerSide);
        (var leaking, var attacks) = Simulated(sample, new Random(7), 0, 0, .9);
        Assert.Null(EarlyProof.Of(leaking, attacks, Gate.OptionsFor(TenPercent), .10, default));
        (var other, attacks) = Simulated(sample, new Random(7), .5, .5, .9);
        var one = EarlyProof.Of(other, attacks, Gate.OptionsFor(TenPercent), .10, default)!;
        var four = EarlyProof.Of(other, attacks, Gate.OptionsFor(TenPercent) with { DegreeOfParallelism = 4 }, .10, default)!;
        Assert.Equal((one.ProvenBy, one.Bound), (four.ProvenBy, four.Bound));
        Assert.Equal(one.Records, four.Records);
    }

    [Fact]
    public void Persons_are_chosen_with_all_their_records()
    {
        var sample = Sample(900, static row => (UInt128)(ulong)(row / 3));
        (var whole, var attacks) = Simulated(sample, new Random(9), .9, .9, 0);
        var why = EarlyProof.Of(whole, attacks, Gate.OptionsFor(TenPercent), .10, default)!;
        var subjects = sample.Truth.Subjects!;
        HashSet<int> chosen = [.. why.Records.Select(record => subjects[record])];
        Assert.Equal(200, chosen.Count);
        Assert.Equal(600, why.Records.Length);
        Assert.Equal(600, Enumerable.Range(0, subjects.Length).Count(record => chosen.Contains(subjects[record])));
    }

    /// <summary>What is found for a record depends on no other record, so that a figure on some records is the one of a random sample.</summary>
    [Theory]
    [InlineData("label-noise")]
    [InlineData("label-boundary")]
    public void Records_that_are_queried_get_the_scores_they_get_among_all(string attack)
    {
        var records = SmallWorld.Draw(160, seed: 4);
        var target = new RuleClassifier(static numbers => numbers[0] > .4 ? 0 : numbers[0] > -.4 ? 1 : 2);
        var options = new LabelOnlyOptions { QueriesPerRecord = 60, StableRankCorrelation = 2 };
        var request = new LabelOnlyRequest([attack], records, target, FeatureSpace.Of(records, []), options);
        int[] some = [.. Enumerable.Range(0, 160).Where(static record => record % 3 == 0)];
        var all = Assert.Single(LabelOnlyCollector.Collect(request).Curves).Points[^1].Scores;
        var few = Assert.Single(LabelOnlyCollector.Collect(request with { Shortened = new ShortenedLabels(some, "loss", .2) }).Curves).Points[^1].Scores;
        Assert.Equal(some.Select(record => all[record]), some.Select(record => few[record]));
        Assert.True(some.Select(record => all[record]).Distinct().Count() > 5);
        Assert.All(Enumerable.Range(0, 160).Except(some), record => Assert.Equal(0, few[record]));
    }

    private static Finding Advantages(AuditReport report, string attack) =>
        report.Findings.Single(finding => finding.Attack == attack && finding.Metric == MetricIds.Advantage && finding.Slice == SliceIds.All);

    private static Verdict Verdict(AuditSample sample, IAttack[] attacks, Budget budget) => Gate.Decide(Auditor.Run(sample, attacks, Gate.OptionsFor(budget)), budget);

    private static AuditSample Stopped(AuditSample whole, ShortenedLabels why) =>
        whole with { Input = whole.Input with { LabelOnly = whole.Input.LabelOnly! with { Shortened = why } } };

    /// <summary>Two cheap attacks and one by labels; members' scores are normal and as much higher as makes the advantage.</summary>
    private static (AuditSample Sample, IAttack[] Attacks) Simulated(AuditSample sample, Random random, double first, double second, double labels)
    {
        var isMember = sample.Truth.IsMember;
        double[] Scores(double advantage)
        {
            var shift = 2 * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (1 + advantage) / 2);
            return Array.ConvertAll(isMember, member => Synthetic.Normal(random) + (member ? shift : 0));
        }

        IAttack[] attacks = [new Planted("first", Scores(first)), new Planted("second", Scores(second)), Labels];
        var ones = Array.ConvertAll(isMember, static _ => 1.0);
        var curve = new QueryCurve(Labels.Id, [new QueryPoint(1, ones), new QueryPoint(500, Scores(labels))], QueryEnd.BudgetSpent, "simulated");
        return (sample with { Input = sample.Input with { LabelOnly = new LabelOnlyEvidence([curve]) } }, attacks);
    }

    private static AuditSample Sample(int perSide, Func<int, UInt128>? subject = null)
    {
        var collector = new SignalCollector([], keepRecords: true);
        foreach ((var side, var first) in new[] { (Side.Member, 0), (Side.NonMember, perSide) })
        {
            int[] rows = [.. Enumerable.Range(first, perSide)];
            var labels = Array.ConvertAll(rows, static row => row % 2);
            var keys = Array.ConvertAll(rows, static row => (UInt128)Hashing.Mix((ulong)row));
            collector.Add(side, new RecordBatch([], labels, keys, subject is null ? null : Array.ConvertAll(rows, row => subject(row)), []), new Predictions(ScoreKind.LabelOnly, 2, [], labels, null));
        }

        return collector.ToSample();
    }

    private sealed class Planted(string id, double[] scores) : IAttack
    {
        public string Id => id;

        public string? Refusal(AuditInput input) => null;

        public MembershipScores Score(AuditInput input) => new(Id, [.. scores], ThresholdRule.BestAdvantage);
    }
}
