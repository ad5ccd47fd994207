using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Calibration;
using PrivacyGate.Gating;
using PrivacyGate.Metrics;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Auditing.Controls;

public class BlindControlTests
{
    private static AuditReport Audit(AuditSample sample) => Auditor.Run(sample, [new LossAttack()], new AuditOptions());

    private static Finding Blind(AuditReport report) => report.Findings.Single(finding => finding.Attack == AttackIds.BlindControl);

    /// <summary>Independent measurements, so that small shifts add up: 30 of .25 deviations are .25 sqrt 30 = 1.37 apart.</summary>
    private static readonly ControlFiles Independent = new("independent", 30, static draw =>
        ([.. Enumerable.Range(0, 30).Select(_ => (float)draw.Normal())], (int)(draw.Bits() % 2)));

    [Fact]
    public void Many_small_shifts_are_found_together()
    {
        static (float[], int) Shift(Draw draw, float[] row, int label) => ([.. row.Select(static value => value + 0.08f)], label);
        var report = Audit(Independent.Sample(2000, 2000, 2, Shift));
        Assert.Empty(report.ColumnDifferences);

        // The best rule there is has 2 Phi(.08 sqrt(30) / 2) - 1.
        var best = (2 * Normal.Cdf(0.08 * Math.Sqrt(30) / 2)) - 1;
        Assert.InRange(Blind(report).Value!.Value, best - 0.08, best + 0.03);
        var verdict = Gate.Decide(report, Budget.Default);
        Assert.Equal((VerdictKind.Invalid, DiagnosticIds.SidesDiffer), (verdict.Kind, verdict.Violations.Single().Code));
        Assert.Contains("a classifier that sees the records alone", verdict.Violations[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_spread_around_the_same_mean_is_found()
    {
        static (float[], int) Spread(Draw draw, float[] row, int label) => ([.. row.Select(static value => value * 1.25f)], label);
        var report = Audit(Independent.Sample(600, 600, 3, Spread));
        Assert.Empty(report.ColumnDifferences);
        Assert.True(Blind(report).Lower > 0.2);
    }

    [Fact]
    public void A_leak_of_the_model_is_none_of_the_records()
    {
        var report = Audit(Synthetic.Sample(500, 500, 3, seed: 12));
        Assert.True(report.Findings[0].Lower > 0.5);
        Assert.True(Blind(report).Lower < 0.05);
        Assert.Equal(VerdictKind.Fail, Gate.Decide(report, Budget.Default).Kind);
    }

    [Fact]
    public void Exchanged_sides_give_the_same_figures()
    {
        static (float[], int) Shift(Draw draw, float[] row, int label) => ([.. row.Select(static value => value + 0.2f)], label);
        var sample = Independent.Sample(300, 300, 5, Shift).Controls!;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        var one = BlindControl.Of(sample, threads)!;
        var other = BlindControl.Of(sample with { IsMember = [.. sample.IsMember.Select(static member => !member)] }, threads)!;
        Assert.Equal(one.Value!.Value, other.Value!.Value, 0.02);
    }

    /// <summary>The direction Fisher gave by hand for two features: (scatter + ridge) w = difference of the means.</summary>
    [Fact]
    public void The_classifier_is_the_linear_discriminant_with_its_ridge()
    {
        static float[] Row(float a, float b) => [a, b, 0, 0, 0, 0, 0, 0];
        float[][] members = [Row(1, 0), Row(3, 2)];
        float[][] nonMembers = [Row(-1, 0), Row(-1, 2)];
        var classifier = LinearClassifier.Fit(members, nonMembers);

        // Means (2, 1) and (-1, 1), middle (.5, 1); each record weighs 1/4. Scatter: a: (.25 + 6.25 + 2.25 + 2.25) / 4 = 2.75,
        // b: 1, both: (.5 * -1 + 2.5 * 1 + -1.5 * -1 + -1.5 * 1) / 4 = .5. (3.05 .5; .5 1.3) w = (3, 0).
        var determinant = (3.05 * 1.3) - 0.25;
        Assert.Equal(1.3 * 3 / determinant, classifier.Direction[0], 1e-4);
        Assert.Equal(-0.5 * 3 / determinant, classifier.Direction[1], 1e-4);
        Assert.Equal((classifier.Direction[0] * 0.5) + classifier.Direction[1], classifier.Threshold, 1e-4);
        Assert.True(classifier.TakesForMember(Row(3, 0)));
        Assert.False(classifier.TakesForMember(Row(-3, 0)));
    }

    [Fact]
    public void Too_few_records_are_not_asked()
    {
        var sample = Independent.Sample(9, 50, 5).Controls!;
        Assert.Null(BlindControl.Of(sample, new ParallelOptions()));
    }
}
