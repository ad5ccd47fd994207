using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Findings;

public class QueryCostTests
{
    [Fact]
    public void Every_attack_that_ran_has_its_cost_and_the_last_point_is_its_finding()
    {
        var report = Auditor.Run(Synthetic.Sample(200, 200, 1.5, seed: 4, evidence: true), AttackCatalog.For(ModelTask.Classification), new AuditOptions());
        Assert.Equal(report.Curves.Select(static curve => curve.Attack), report.QueryCosts.Select(static cost => cost.Attack));
        Assert.All(report.QueryCosts, cost =>
        {
            var advantage = report.Findings.Single(finding => finding.Attack == cost.Attack && finding.Metric == MetricIds.Advantage);
            var auc = report.Findings.Single(finding => finding.Attack == cost.Attack && finding.Metric == MetricIds.Auc);
            Assert.Equal(
                new QueryCostPoint(cost.Points[^1].Queries, advantage.Value!.Value, advantage.Lower!.Value, advantage.Upper!.Value, auc.Value!.Value),
                cost.Points[^1]);
            Assert.Equal(cost.Attack.StartsWith("label-", StringComparison.Ordinal) ? 2 : 1, cost.Points.Count);
            Assert.Equal(cost.Attack.StartsWith("label-", StringComparison.Ordinal) ? 10 : 1, cost.Points[^1].Queries);
        });
    }

    /// <summary>Right or wrong is all a single query tells: the gap attack's figures.</summary>
    [Fact]
    public void The_first_point_of_a_label_only_attack_is_the_gap()
    {
        var report = Auditor.Run(
            Synthetic.Sample(300, 300, 1.5, seed: 5, kind: ScoreKind.LabelOnly, evidence: true), [new GapAttack(), new LabelNoiseAttack()], new AuditOptions());
        var gap = report.QueryCosts[0].Points.Single();
        Assert.Equal(gap, report.QueryCosts[1].Points[0]);
        Assert.True(report.QueryCosts[1].Points[1].Auc > gap.Auc);
    }
}
