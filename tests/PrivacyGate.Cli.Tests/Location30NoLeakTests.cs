using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.Gating;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;
using Xunit.Abstractions;

namespace PrivacyGate.Cli.Tests;

/// <summary>
/// The same real model and only records it has never seen, dealt to two sides by chance: nothing leaks, so at budget 0
/// an audit may fail at most once in twenty times, with every attack on. Shadows are trained once, on all of these
/// records: what they say of a record does not depend on the side it is dealt to, so neither does its score.
/// </summary>
public class Location30NoLeakTests(ITestOutputHelper output)
{
    private const int Audits = 300;
    private const int RecordsASide = 500;
    private const int TargetRecords = 1200;

    [SharedFact("data", "location30")]
    public void Where_nothing_leaks_at_most_one_audit_in_twenty_fails_at_budget_zero()
    {
        var batch = Location30.Read("split != member");
        Assert.Equal(3810, batch.Count);
        var signals = SignalCalculator.Calculate(Location30.Ask(batch), batch.Labels);
        IAttack[] attacks =
        [
            .. AttackCatalog.All.Where(attack => attack.Needs == AttackNeeds.None),
            .. ScoredOnShadows(batch),
        ];
        var budget = new Budget(Advantage: 0);
        var failed = 0;
        for (var audit = 0; audit < Audits; audit++)
        {
            var sample = Deal(batch, signals, audit);
            var report = Auditor.Run(sample, attacks, Gate.OptionsFor(budget) with { DegreeOfParallelism = Environment.ProcessorCount });
            Assert.All(report.Refused, static refused => Assert.Equal("raw-score", refused.Attack));
            failed += Gate.Decide(report, budget).Kind == VerdictKind.Fail ? 1 : 0;
        }

        output.WriteLine($"{failed} of {Audits} audits with {attacks.Length} attacks failed");
        Assert.True(failed <= Audits / 20, $"{failed} of {Audits} audits failed");
    }

    /// <summary>From end to end: fresh shadows and fresh attack models in each audit. Nominal 2.5 % of audits fail; 3 or more of 10 have a probability of .002.</summary>
    [SharedFact("data", "location30")]
    public void With_fresh_shadows_in_every_audit_it_fails_no_more_often()
    {
        var batch = Location30.Read("split != member");
        var answers = Location30.Ask(batch);
        using var trainer = Location30.Trainer(Location30.TargetRecipe with { Epochs = 20 });
        using var networks = new NetworkFitter();
        var attacks = AttackCatalog.All.Where(attack => !attack.Needs.HasFlag(AttackNeeds.Labels)).ToArray();
        var budget = new Budget(Advantage: 0);
        var verdicts = Enumerable.Range(0, 10).Select(audit =>
        {
            var order = Enumerable.Range(0, batch.Count).ToArray();
            new Random(1000 + audit).Shuffle(order);
            var collector = new SignalCollector([], keepRecords: true, keepPosteriors: true);
            foreach (var (side, rows) in new[] { (Side.Member, order[..RecordsASide]), (Side.NonMember, order[RecordsASide..(2 * RecordsASide)]) })
            {
                collector.Add(side, batch.Pick(rows), Pick(answers, rows));
            }

            var sample = Location30.WithShadows(collector.ToSample(), trainer, networks);
            var report = Auditor.Run(sample, attacks, Gate.OptionsFor(budget) with { DegreeOfParallelism = Environment.ProcessorCount });
            Assert.All(report.Refused, static refused => Assert.Equal("raw-score", refused.Attack));
            return Gate.Decide(report, budget).Kind;
        }).ToArray();

        output.WriteLine(string.Join(' ', verdicts));
        Assert.True(verdicts.Count(verdict => verdict == VerdictKind.Fail) <= 2, string.Join(' ', verdicts));
    }

    /// <summary>The same with every attack that asks for labels alone: each asks once, about all non-members, of which no question knows to which side they will be dealt.</summary>
    [SharedFact("data", "location30")]
    public void Asking_for_labels_alone_it_fails_no_more_often()
    {
        var batch = Location30.Read("split == nonmember");
        Assert.Equal(1200, batch.Count);
        var signals = SignalCalculator.Calculate(Location30.Ask(batch), batch.Labels);
        var attacks = AskedForLabels(batch);
        var budget = new Budget(Advantage: 0);
        var failed = 0;
        var alarms = new Dictionary<string, int>();
        for (var audit = 0; audit < Audits; audit++)
        {
            var report = Auditor.Run(Deal(batch, signals, audit), attacks, Gate.OptionsFor(budget) with { DegreeOfParallelism = Environment.ProcessorCount });
            Assert.All(report.Refused, static refused => Assert.Equal("raw-score", refused.Attack));
            failed += Gate.Decide(report, budget).Kind == VerdictKind.Fail ? 1 : 0;
            foreach (var finding in report.Findings.Where(static finding => finding.Metric == MetricIds.AdvantageAtShadowThreshold))
            {
                alarms[finding.Attack] = alarms.GetValueOrDefault(finding.Attack) + (finding.Lower > 0 ? 1 : 0);
            }
        }

        output.WriteLine($"{failed} of {Audits} audits with {attacks.Length} attacks failed; thresholds of shadows found something in {string.Join(", ", alarms)}");
        Assert.True(failed <= Audits / 20, $"{failed} of {Audits} audits failed");
        Assert.Equal(["gap", "label-noise", "label-augment", "label-boundary"], alarms.Keys);

        // Nominal 2.5 % each, at which 18 or more of 300 have a probability of .0007.
        Assert.All(alarms, static own => Assert.True(own.Value <= 17, $"{own.Key}: {own.Value}"));
    }

    /// <summary>Every attack that needs labels alone, with the scores it gives all records after at most 100 questions a record.</summary>
    private static IAttack[] AskedForLabels(RecordBatch batch)
    {
        var collector = new SignalCollector([], keepRecords: true);
        collector.Add(Side.NonMember, batch, Location30.Ask(batch));
        var input = collector.ToSample().Input;
        var records = input.Records!;
        using var target = Location30.Open();
        using var trainer = Location30.Trainer(Location30.TargetRecipe);
        using var networks = new NetworkFitter();
        IAttack[] attacks = [new GapAttack(), .. AttackCatalog.All.Where(static attack => attack.Needs.HasFlag(AttackNeeds.Labels))];
        var request = new LabelOnlyRequest(
            [.. attacks.Select(static attack => attack.Id)], records, target, FeatureSpace.Of(records, []), new LabelOnlyOptions { QueriesPerRecord = 100, DegreeOfParallelism = Environment.ProcessorCount })
        {
            Trainer = trainer,
            LocalShadows = new LocalShadowSource(ShadowPool.Create(ShadowSources.Auditor, records, null, []), records.Count / 2),
        };
        input = input with { LabelOnly = LabelOnlyCollector.Collect(request), Networks = networks };
        Assert.Equal(5, attacks.Length);
        return [.. attacks.Select(attack => new Scored(attack, input))];
    }

    /// <summary>Every attack that needs shadows, with the scores it gives all records.</summary>
    private static IEnumerable<IAttack> ScoredOnShadows(RecordBatch batch)
    {
        var collector = new SignalCollector([], keepRecords: true, keepPosteriors: true);
        collector.Add(Side.NonMember, batch, Location30.Ask(batch));
        using var trainer = Location30.Trainer(Location30.TargetRecipe);
        using var networks = new NetworkFitter();
        var input = Location30.WithShadows(collector.ToSample(), trainer, networks, size: TargetRecords).Input;
        Assert.InRange(input.Shadows!.Summary.Records, 0.95 * TargetRecords, 1.05 * TargetRecords);
        var attacks = AttackCatalog.All.Where(attack => attack.Needs.HasFlag(AttackNeeds.Shadows) && attack.Refusal(input) is null).ToArray();
        Assert.Equal(10, attacks.Length);
        return [.. attacks.Select(attack => new Scored(attack, input))];
    }

    private static AuditSample Deal(RecordBatch batch, SignalTable signals, int audit)
    {
        var order = Enumerable.Range(0, batch.Count).ToArray();
        new Random(audit).Shuffle(order);
        var collector = new SignalCollector([], keepRecords: true);
        collector.Add(Side.Member, Keys(batch, order[..RecordsASide]), Pick(signals, order[..RecordsASide]));
        collector.Add(Side.NonMember, Keys(batch, order[RecordsASide..(2 * RecordsASide)]), Pick(signals, order[RecordsASide..(2 * RecordsASide)]));
        return collector.ToSample();
    }

    private static RecordBatch Keys(RecordBatch batch, int[] rows) => (batch with { Features = [] }).Pick(rows);

    private static SignalTable Pick(SignalTable signals, int[] rows) => signals with
    {
        TrueClass = Pick(signals.TrueClass, rows)!,
        PredictedClass = Pick(signals.PredictedClass, rows)!,
        Confidence = Pick(signals.Confidence, rows),
        Entropy = Pick(signals.Entropy, rows),
        ModifiedEntropy = Pick(signals.ModifiedEntropy, rows),
        GradientNorm = Pick(signals.GradientNorm, rows),
    };

    private static Predictions Pick(Predictions answers, int[] rows) => answers with
    {
        Scores = [.. rows.SelectMany(row => answers.Scores.AsSpan(row * answers.ClassCount, answers.ClassCount).ToArray())],
        PredictedClass = Pick(answers.PredictedClass, rows)!,
        LastLayerNorm = Pick(answers.LastLayerNorm, rows),
    };

    private static T[]? Pick<T>(T[]? values, int[] rows) => values is null ? null : Array.ConvertAll(rows, row => values[row]);

    /// <summary>An attack that has given its scores already.</summary>
    private sealed class Scored : IAttack
    {
        private readonly MembershipScores scores;
        private readonly Dictionary<UInt128, double> ofRecord = [];

        public Scored(IAttack attack, AuditInput all)
        {
            Id = attack.Id;
            scores = attack.Score(all);
            for (var i = 0; i < scores.Values.Length; i++)
            {
                ofRecord[all.Records!.Keys[i]] = scores.Values[i];
            }
        }

        public string Id { get; }

        public string? Refusal(AuditInput input) => null;

        public MembershipScores Score(AuditInput input) => scores with { Values = [.. input.Records!.Keys.Select(key => ofRecord[key])] };
    }
}
