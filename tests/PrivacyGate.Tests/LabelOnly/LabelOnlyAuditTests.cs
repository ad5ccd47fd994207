using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.Gating;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

/// <summary>Whole audits of models that answer a class and nothing else.</summary>
public class LabelOnlyAuditTests
{
    private static readonly IAttack[] Attacks = [new LabelNoiseAttack(), new LabelAugmentAttack(), new LabelBoundaryAttack(), new LabelTransferAttack()];

    /// <summary>A model that remembers <paramref name="trainedOn"/>, with everything but its top class hidden.</summary>
    private static AuditReport Audit(RecordBatch members, RecordBatch nonMembers, RecordBatch trainedOn, IReadOnlyList<IAttack> attacks, int queries)
    {
        using var trainer = new MemoriserTrainer(SmallWorld.Classes);
        using var trained = trainer.Train(trainedOn, 99, default);
        var target = new TopClass(trained.Classifier);
        var collector = new SignalCollector([], keepRecords: true);
        collector.Add(Side.Member, members, target.Predict(members, default));
        collector.Add(Side.NonMember, nonMembers, target.Predict(nonMembers, default));
        var sample = collector.ToSample();
        var records = sample.Input.Records!;
        var request = new LabelOnlyRequest(
            [.. attacks.Select(static attack => attack.Id)], records, target, FeatureSpace.Of(records, []),
            new LabelOnlyOptions { QueriesPerRecord = queries, StableRankCorrelation = 2, DegreeOfParallelism = 2, LocalShadowRecords = 30 })
        {
            Trainer = trainer,
            LocalShadows = new LocalShadowSource(ShadowPool.Create(ShadowSources.Auditor, records, null, []), trainedOn.Count),
        };
        var evidence = LabelOnlyCollector.Collect(request);
        return Auditor.Run(sample with { Input = sample.Input with { LabelOnly = evidence, Networks = new LinearFitter() } }, attacks, new AuditOptions());
    }

    [Fact]
    public void Hiding_the_scores_does_not_save_a_model_that_remembers()
    {
        var members = SmallWorld.Draw(200, seed: 1);
        var nonMembers = SmallWorld.Draw(200, seed: 2);
        var report = Audit(members, nonMembers, members, [new GapAttack(), new LossAttack(), .. Attacks], queries: 60);
        Assert.Equal(["loss"], report.Refused.Select(static refused => refused.Attack));
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, new Budget(Advantage: 0.1)).Kind);
        double Auc(string attack) => report.Findings.Single(finding => finding.Attack == attack && finding.Metric == MetricIds.Auc).Value!.Value;
        Assert.True(Auc("label-noise") > Auc("gap") + 0.02, $"{Auc("label-noise")} and {Auc("gap")}");
        Assert.True(Auc("label-augment") > Auc("gap") + 0.02, $"{Auc("label-augment")} and {Auc("gap")}");
        Assert.True(Auc("label-boundary") > Auc("gap") + 0.02, $"{Auc("label-boundary")} and {Auc("gap")}");
        Finding[] attackers = [.. report.Findings.Where(static finding => finding.Metric == MetricIds.AdvantageAtShadowThreshold)];
        Assert.Equal(["gap", "label-noise", "label-augment", "label-boundary"], attackers.Select(static finding => finding.Attack));
        Assert.All(attackers, static finding => Assert.True(finding.Lower > 0.1, $"{finding.Attack} {finding.Lower}"));
    }

    /// <summary>The target has seen neither side.</summary>
    [Fact]
    public void No_leak_is_no_finding()
    {
        const int audits = 40;
        var attackers = 0;
        var alarms = Enumerable.Range(0, audits).Count(audit =>
        {
            var both = SmallWorld.Draw(200, seed: 100 + audit);
            var report = Audit(
                both.Pick([.. Enumerable.Range(0, 100)]), both.Pick([.. Enumerable.Range(100, 100)]), SmallWorld.Draw(60, seed: 500 + audit), Attacks, queries: 25);
            attackers += report.Findings.Any(static finding => finding.Metric == MetricIds.AdvantageAtShadowThreshold && finding.Lower > 0) ? 1 : 0;
            return Gate.Decide(report, new Budget(Advantage: 0)).Kind == VerdictKind.Fail;
        });

        // Nominal 2.5 %, at which 6 or more of 40 have a probability of .0004.
        Assert.True(alarms <= 5, $"{alarms} false alarms in {audits} audits");

        // Three thresholds of shadows, none corrected for the others: 7.5 % at most, at which 10 or more of 40 have a probability of .0006.
        Assert.True(attackers <= 9, $"a shadow's threshold found something in {attackers} of {audits} audits");
    }

    [Fact]
    public void What_the_model_refuses_reaches_the_user_as_it_is()
    {
        var records = SmallWorld.Draw(60, seed: 7);
        var model = new RuleClassifier(static _ => 0)
        {
            Before = (_, before) =>
            {
                if (before > 3)
                {
                    throw new InputException(Diagnostic.Error(DiagnosticIds.ModelFailed, "the model failed"));
                }
            },
        };
        var request = new LabelOnlyRequest(["label-noise"], records, model, FeatureSpace.Of(records, []), new LabelOnlyOptions { DegreeOfParallelism = 4 });
        Assert.Equal(DiagnosticIds.ModelFailed, Assert.Throws<InputException>(() => LabelOnlyCollector.Collect(request)).Diagnostic.Id);
    }

    private sealed class TopClass(IClassifier model) : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs => model.Inputs;

        public ClassList Classes => new(0, null);

        public ScoreKind ScoreKind => ScoreKind.LabelOnly;

        public int PreferredBatchSize => model.PreferredBatchSize;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation) =>
            new(ScoreKind.LabelOnly, 0, [], model.Predict(batch, cancellation).PredictedClass, null);

        public void Dispose()
        {
        }
    }
}
