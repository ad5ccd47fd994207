using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Metrics;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing.Findings;

public class PrecisionFindingTests
{
    /// <summary>An audit in which so many of each side are answered rightly.</summary>
    private static AuditReport Gap(int members, int right, int nonMembers, int wrongly)
    {
        var collector = new SignalCollector([]);
        void Add(Side side, int count, int hits, int offset)
        {
            int[] classes = [.. Enumerable.Range(0, count).Select(i => i % 2)];
            int[] predicted = [.. classes.Select((c, i) => i < hits ? c : 1 - c)];
            var batch = new RecordBatch([], classes, [.. Enumerable.Range(offset, count).Select(i => (UInt128)(ulong)(i * 7919L % 1_000_003))], null, []);
            collector.Add(side, batch, new Predictions(ScoreKind.LabelOnly, 2, [], predicted, null));
        }

        Add(Side.Member, members, right, 0);
        Add(Side.NonMember, nonMembers, wrongly, members);

        // Shares chosen for their digits describe no model that knows its members, which is not the question here.
        return Auditor.Run(collector.ToSample() with { MemberAnswers = null }, [new GapAttack()], new AuditOptions());
    }

    private static Finding Of(AuditReport report, string metric) => report.Findings.Single(finding => finding.Metric == metric);

    /// <summary>120 of 1,000 members flagged: the Clopper-Pearson lower limit .10050092 of scipy 1.10.</summary>
    [Fact]
    public void The_gap_attack_tells_precision_and_recall_with_exact_intervals()
    {
        var report = Gap(1000, 120, 500, 30);
        var recall = Of(report, MetricIds.Recall);
        Assert.Equal(0.12, recall.Value!.Value, 1e-12);
        Assert.Equal(0.10050092, recall.Lower!.Value, 1e-8);
        var precision = Of(report, MetricIds.Precision);
        Assert.Equal(0.8, precision.Value!.Value, 1e-12);
        Assert.Equal(ClopperPearson.Lower(new Rate(120, 150), 0.025), precision.Lower!.Value, 1e-12);
        Assert.Equal(ClopperPearson.Upper(new Rate(120, 150), 0.025), precision.Upper!.Value, 1e-12);
        Assert.Equal(("pointwise", 0.95), (precision.AdjustedFor, precision.Confidence));
        Assert.Contains("of 1000 members and 500 non-members", precision.Estimand, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_is_flagged_there_is_no_precision_and_no_recall()
    {
        var report = Gap(100, 0, 100, 0);
        Assert.Equal((null, null, null), (Of(report, MetricIds.Precision).Value, Of(report, MetricIds.Precision).Lower, Of(report, MetricIds.Precision).Upper));
        Assert.Equal(0, Of(report, MetricIds.Recall).Value);
    }

    [Fact]
    public void The_classic_attacks_tell_them_and_no_other_does()
    {
        var report = Auditor.Run(Synthetic.Sample(500, 500, 2.5, seed: 5, evidence: true), AttackCatalog.For(ModelTask.Classification), new AuditOptions());
        string[] classic = ["gap", "loss-mean", "transfer", "shokri-shadow", "ml-leaks"];
        foreach (var metric in new[] { MetricIds.Precision, MetricIds.Recall })
        {
            Finding[] told = [.. report.Findings.Where(finding => finding.Metric == metric)];
            Assert.Equal(classic, told.Select(finding => finding.Attack));
            Assert.All(told, finding => Assert.True(finding.Lower > 0 && finding.Lower < finding.Value && finding.Value < finding.Upper && finding.Value > 0.5, $"{finding}"));
        }
    }
}
