using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Auditing.Findings;

/// <summary>Curves and histograms: what a report draws, and no verdict rests on.</summary>
public class DrawingTests
{
    private static AuditReport Audit(int perSide, double leak, int threads = 1) => Auditor.Run(
        Synthetic.Sample(perSide, perSide, leak, seed: 5), [new LossAttack(), new EntropyAttack(), new GapAttack()],
        new AuditOptions { DegreeOfParallelism = threads });

    [Fact]
    public void Every_attack_that_ran_has_a_curve_and_a_histogram_in_the_order_of_the_findings()
    {
        var report = Audit(500, 1);
        string[] attacks = [.. report.Findings.Select(finding => finding.Attack).Where(id => id is not (AttackIds.Battery or AttackIds.BlindControl)).Distinct()];
        Assert.Equal(3, attacks.Length);
        Assert.Equal(attacks, report.Curves.Select(curve => curve.Attack));
        Assert.Equal(attacks, report.Histograms.Select(histogram => histogram.Attack));
    }

    [Fact]
    public void A_curve_agrees_with_the_findings_and_leaves_out_what_the_non_members_cannot_prove()
    {
        var report = Audit(500, 1);
        foreach (var curve in report.Curves)
        {
            // By the rule 1 - (1 - f)^n >= .975: 500 non-members prove 1 % (368 do) and not .5 % (736 do).
            Assert.Equal([0.01, 0.02, 0.05, 0.1, 0.2, 0.5], curve.Points.Select(point => point.Fpr));
            Assert.All(curve.Points, point => Assert.True(point.Lower <= point.Tpr && point.Tpr <= point.Upper));
            Assert.All(curve.Points.Zip(curve.Points.Skip(1)), pair => Assert.True(pair.First.Tpr <= pair.Second.Tpr));
            var tpr = report.Findings.Single(finding => finding.Attack == curve.Attack && finding.Metric == MetricIds.TprAtOnePercent);
            Assert.Equal((tpr.Value, tpr.Lower, tpr.Upper), (curve.Points[0].Tpr, curve.Points[0].Lower, curve.Points[0].Upper));
            Assert.Equal(AttackCurve.Confidence, tpr.Confidence, 12);
        }
    }

    [Fact]
    public void Bins_cover_all_scores_without_a_gap_and_their_counts_add_up_where_none_is_left_out()
    {
        foreach (var histogram in Audit(2000, 1).Histograms)
        {
            Assert.Null(histogram.Bins[0].From);
            Assert.Null(histogram.Bins[^1].To);
            Assert.All(histogram.Bins.Zip(histogram.Bins.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
            AssertSide([.. histogram.Bins.Select(bin => bin.Members)], 2000);
            AssertSide([.. histogram.Bins.Select(bin => bin.NonMembers)], 2000);
        }
    }

    [Fact]
    public void No_count_tells_of_fewer_than_ten_records_not_even_by_subtraction()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var members = random.Next(1, 300);
            var nonMembers = random.Next(1, 300);
            var shift = random.NextDouble() * 6;
            double[] scores = [.. Enumerable.Range(0, members + nonMembers).Select(i => Math.Round(random.NextDouble() * 8, round % 3) + (i < members ? shift : 0))];
            bool[] isMember = [.. scores.Select((_, i) => i < members)];
            var histogram = ScoreBins.Of("x", RankedScores.From(scores), isMember);
            AssertSide([.. histogram.Bins.Select(bin => bin.Members)], members);
            AssertSide([.. histogram.Bins.Select(bin => bin.NonMembers)], nonMembers);
        }
    }

    [Fact]
    public void Edges_are_no_scores_of_records()
    {
        var random = new Random(12);
        double[] scores = [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble() * 7)];
        var histogram = ScoreBins.Of("x", RankedScores.From(scores), [.. scores.Select((_, i) => i % 2 == 0)]);
        Assert.Equal(20, histogram.Bins.Count);
        Assert.DoesNotContain(histogram.Bins, bin => bin.From is { } edge && scores.Contains(edge));

        // The range of 6.3 is told to the hundredth.
        Assert.All(histogram.Bins.Skip(1), bin => Assert.Equal(Math.Round(bin.From!.Value, 2), bin.From));
        Assert.All(histogram.Bins, bin => Assert.InRange(bin.Members!.Value + bin.NonMembers!.Value, 46, 54));
    }

    /// <summary>Weights in whole kilograms, ages, doses: a rounded quantile is as likely a record's own.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Edges_are_no_scores_of_few_records_where_scores_are_round(int decimals)
    {
        var random = new Random(13);
        double[] scores = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(random.NextDouble() * (decimals == 0 ? 20_000 : 700), decimals))];
        var histogram = ScoreBins.Of("x", RankedScores.From(scores), [.. scores.Select((_, i) => i % 2 == 0)]);
        Assert.InRange(histogram.Bins.Count, 18, 20);
        Assert.DoesNotContain(histogram.Bins, bin => bin.From is { } edge && scores.Count(score => score == edge) is > 0 and < ScoreHistogram.SmallestCount);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e12)]
    [InlineData(-3)]
    public void Scores_of_any_size_are_binned(double scale)
    {
        double[] scores = [.. Enumerable.Range(0, 400).Select(i => i * scale)];
        var histogram = ScoreBins.Of("x", RankedScores.From(scores), [.. scores.Select((_, i) => i % 2 == 0)]);
        Assert.InRange(histogram.Bins.Count, 18, 20);
        Assert.Equal(400, histogram.Bins.Sum(bin => bin.Members + bin.NonMembers));
    }

    [Fact]
    public void One_score_for_all_is_one_bin_or_two()
    {
        var histogram = ScoreBins.Of("x", RankedScores.From(new double[60]), [.. Enumerable.Range(0, 60).Select(i => i < 30)]);
        Assert.Contains(histogram.Bins, bin => bin.From == 0);
        AssertSide([.. histogram.Bins.Select(bin => bin.Members)], 30);
    }

    [Fact]
    public void A_side_whose_scores_are_all_alike_is_told()
    {
        double[] scores = [.. Enumerable.Range(0, 600).Select(i => i < 300 ? 9.0 : i % 8)];
        var histogram = ScoreBins.Of("x", RankedScores.From(scores), [.. scores.Select((_, i) => i < 300)]);
        Assert.Equal(300, histogram.Bins[^1].Members);
        Assert.All(histogram.Bins.SkipLast(1), bin => Assert.Equal(0, bin.Members));
    }

    private static void AssertSide(int?[] told, int total)
    {
        Assert.All(told, count => Assert.True(count is null or 0 or >= ScoreHistogram.SmallestCount));
        var leftOut = told.Count(count => count is null);
        var hidden = total - told.Sum(count => count ?? 0);
        Assert.True(leftOut == 0 ? hidden == 0 : leftOut == told.Count(count => count != 0) || (leftOut > 1 && hidden >= ScoreHistogram.SmallestCount), $"{leftOut} counts are left out, of {hidden} records together");
    }
}
