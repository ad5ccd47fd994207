using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Gating;
using PrivacyGate.Metrics;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing.Findings;

/// <summary>The attacker's view: thresholds learned on shadow models.</summary>
public class ShadowThresholdTests
{
    private const string Metric = "advantage@shadow-threshold";

    [Fact]
    public void The_threshold_is_applied_as_it_is()
    {
        // Shadows: 3 parts trained on from not at all; the target's members reach it in 3 of 4 cases, its non-members in 1 of 4.
        var sample = Sample([true, true, true, true, false, false, false, false], 25, null);
        var shadows = new ShadowScores(1, [3, 4, 1, 2], [true, true, false, false], [0, 1, 2, 3]);
        var finding = Audit(sample, key => (int)(key % 8) switch { 0 or 1 or 2 => 3, 3 => 2, 4 => 7, _ => 2.5 }, shadows).Findings.Single(static own => own.Metric == Metric);
        var interval = new NewcombeInterval(100, 100, .025, .025);
        Assert.Equal(0.5, finding.Value);
        Assert.Equal((interval.Lower(75, 25), interval.Upper(75, 25)), (finding.Lower, finding.Upper));
        Assert.Equal(("planted", "all", 100, 100, 0.95), (finding.Attack, finding.Slice, finding.Members, finding.NonMembers, finding.Confidence));
        Assert.Contains("2 records that 1 shadow models were trained on and 2 that they were not", finding.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_learned_on_persons_where_records_belong_to_persons()
    {
        var sample = Sample([true, false], 50, static row => (UInt128)(ulong)(1000 + (row / 4)));

        // Each person trained on has one record that scores high; by record the best threshold is 8, by person 5.
        var shadows = new ShadowScores(1, [8, 2, 1, 2, 8, 2, 2, 1], [true, true, false, false, true, true, false, false], [0, 0, 1, 1, 2, 2, 3, 3]);
        var finding = Audit(sample, static key => key % 2 == 0 ? 5 : 4.9, shadows).Findings.Single(static own => own.Metric == Metric);
        Assert.Equal((1.0, 25, 25), (finding.Value!.Value, finding.Members, finding.NonMembers));
        Assert.Contains("a subject counts once", finding.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attack_that_says_yes_or_no_has_nothing_to_learn()
    {
        var report = Audit(Sample([true, false], 50, null), static key => key % 2 == 0 ? 1 : 0, new ShadowScores(1, [0, 1], [true, false], [0, 1]), ThresholdRule.Given);
        var finding = report.Findings.Single(static own => own.Metric == Metric);
        Assert.Equal(1, finding.Value);
        Assert.Contains("no threshold to learn", finding.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void It_enters_neither_the_battery_nor_the_verdict()
    {
        var sample = Sample([true, false], 200, null);
        double Noise(UInt128 key) => new Random((int)key).NextDouble();

        // A threshold that happens to fit, such as no attacker could have known.
        var with = Audit(sample, Noise, new ShadowScores(1, [0.5, 0.4], [true, false], [0, 1]));
        var without = Audit(sample, Noise, null);
        Assert.Equal(without.Findings, with.Findings.Where(static finding => finding.Metric != Metric));
        Assert.Single(with.Findings, static finding => finding.Metric == Metric);
        foreach (var budget in new[] { new Budget(Advantage: 0), new Budget(Advantage: 0.2), new Budget(Auc: 0.5, Epsilon: 0.1) })
        {
            var one = Gate.Decide(with, budget);
            var other = Gate.Decide(without, budget);
            Assert.Equal((other.Kind, other.Violations.Count), (one.Kind, one.Violations.Count));
        }
    }

    /// <summary>
    /// Normal scores, 1 apart: what a threshold t finds in the population is Phi(1 - t) - Phi(-t), whatever the shadows made it.
    /// Nominal 95 %, at which fewer than 366 of 400 have a probability of .0011; an interval half as wide covers 67 %.
    /// </summary>
    [Fact]
    public void The_interval_covers_what_the_threshold_finds_in_the_population()
    {
        const int repeats = 400;
        var covered = 0;
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var random = new Random(7000 + repeat);
            bool[] trained = [.. Enumerable.Range(0, 100).Select(static i => i < 50)];
            var scores = Array.ConvertAll(trained, flag => Synthetic.Normal(random) + (flag ? 1 : 0));
            var sample = Sample([true, false], 150, null);
            var own = sample.Input.Records!.Keys.ToDictionary(static key => key, key => Synthetic.Normal(random) + (key % 2 == 0 ? 1 : 0));
            var finding = Audit(sample, key => own[key], new ShadowScores(2, scores, trained, [.. Enumerable.Range(0, 100)])).Findings.Single(static one => one.Metric == Metric);
            var threshold = BestThreshold.Of(RankedScores.From(scores), trained);
            var truth = Phi(1 - threshold) - Phi(-threshold);
            covered += finding.Lower <= truth && truth <= finding.Upper ? 1 : 0;
        }

        Assert.True(covered >= 366, $"{covered} of {repeats}");
    }

    /// <summary>Abramowitz and Stegun 26.2.17: error below 7.5e-8.</summary>
    private static double Phi(double z)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z > 0 ? 1 - tail : tail;
    }

    private static AuditReport Audit(AuditSample sample, Func<UInt128, double> score, ShadowScores? shadows, ThresholdRule rule = ThresholdRule.BestAdvantage) =>
        Auditor.Run(sample, [new Planted(score, shadows, rule)], new AuditOptions());

    /// <summary>Records numbered by their key, whose side repeats with the pattern.</summary>
    private static AuditSample Sample(bool[] pattern, int repeats, Func<int, UInt128>? subject)
    {
        var collector = new SignalCollector([], keepRecords: true);
        var count = pattern.Length * repeats;
        foreach (var (side, member) in new[] { (Side.Member, true), (Side.NonMember, false) })
        {
            int[] rows = [.. Enumerable.Range(0, count).Where(row => pattern[row % pattern.Length] == member)];
            var labels = Array.ConvertAll(rows, static row => (row / 8) % 2);
            var records = new RecordBatch([], labels, Array.ConvertAll(rows, static row => (UInt128)(ulong)row), subject is null ? null : Array.ConvertAll(rows, row => subject(row)), []);
            collector.Add(side, records, new Predictions(ScoreKind.LabelOnly, 2, [], labels, null));
        }

        return collector.ToSample();
    }

    private sealed class Planted(Func<UInt128, double> score, ShadowScores? shadows, ThresholdRule rule) : IAttack
    {
        public string Id => "planted";

        public string? Refusal(AuditInput input) => null;

        public MembershipScores Score(AuditInput input) => new(Id, Array.ConvertAll(input.Records!.Keys, key => score(key)), rule) { OfShadows = shadows };
    }
}
