using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

public class RocCurveTests
{
    private static RocCurve Curve(double[] members, double[] nonMembers) =>
        RocCurve.From(RankedScores.From([.. members, .. nonMembers]), [.. members.Select(_ => true), .. nonMembers.Select(_ => false)]);

    private static (double[] Members, double[] NonMembers) Draw(int seed, int levels, int fewest = 2)
    {
        var random = new Random(seed);
        double[] Side(int shift) => [.. Enumerable.Range(0, fewest + random.Next(40)).Select(_ => (double)random.Next(levels) + shift)];
        return (Side(1), Side(0));
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order_with_ties_half() =>
        Prop.ForAll(Gen.Choose(0, 100_000).Zip(Gen.Choose(1, 30)).ToArbitrary(), draw =>
        {
            var (members, nonMembers) = Draw(draw.Item1, draw.Item2);
            var pairs = members.Sum(m => nonMembers.Sum(n => m > n ? 1 : m < n ? 0 : 0.5));
            return Math.Abs((pairs / members.Length / nonMembers.Length) - Auc.Value(Curve(members, nonMembers))) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Turning_the_scores_turns_the_area() =>
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), seed =>
        {
            var (members, nonMembers) = Draw(seed, 5);
            var turned = Auc.Value(Curve([.. members.Select(s => -s)], [.. nonMembers.Select(s => -s)]));
            return Math.Abs(1 - turned - Auc.Value(Curve(members, nonMembers))) < 1e-12;
        }).QuickCheckThrowOnFailure();

    /// <summary>DeLong's variance by its definition: placements of each unit among the other side, O(m n).</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 30)]
    [InlineData(3, 1000)]
    public void The_interval_is_DeLongs_on_the_logit_scale(int seed, int levels)
    {
        var (members, nonMembers) = Draw(seed, levels, fewest: 30);
        double Psi(double m, double n) => m > n ? 1 : m < n ? 0 : 0.5;
        double[] v10 = [.. members.Select(m => nonMembers.Average(n => Psi(m, n)))];
        double[] v01 = [.. nonMembers.Select(n => members.Average(m => Psi(m, n)))];
        double Variance(double[] v) => v.Sum(x => Math.Pow(x - v.Average(), 2)) / (v.Length - 1);
        var deviation = Math.Sqrt((Variance(v10) / v10.Length) + (Variance(v01) / v01.Length));
        var interval = Auc.Interval(Curve(members, nonMembers), 0.025, 0.025);
        var area = v10.Average();
        var reach = 1.959963984540054 * deviation / (area * (1 - area));
        Assert.Equal(Math.Log(area / (1 - area)) - reach, Math.Log(interval.Lower / (1 - interval.Lower)), 1e-9);
        Assert.Equal(Math.Log(area / (1 - area)) + reach, Math.Log(interval.Upper / (1 - interval.Upper)), 1e-9);
    }

    /// <summary>Hoeffding: with 29 units on the smaller side each bound is at least sqrt(ln 40 / 58) away, be DeLong's variance ever so small.</summary>
    [Theory]
    [InlineData(29, 0.252189)]
    [InlineData(30, 0)]
    public void Fewer_than_thirty_units_a_side_are_not_taken_for_many(int smaller, double leastReach)
    {
        double[] members = [.. Enumerable.Range(0, smaller).Select(i => i == 0 ? 0.5 : 2.0)];
        double[] nonMembers = [.. Enumerable.Range(0, 1000).Select(i => i < 990 ? 0.0 : 1.0)];
        var curve = Curve(members, nonMembers);
        var reach = Auc.Value(curve) - Auc.Interval(curve, 0.025, 0.025).Lower;
        Assert.True(reach >= leastReach - 1e-6, $"{reach}");
        Assert.True(smaller < 30 || reach < 0.2, $"{reach}");
    }

    [Fact]
    public void Perfect_separation_of_few_records_is_not_certainty()
    {
        var interval = Auc.Interval(Curve([3, 4, 5, 6], [0, 1, 2]), 0.025, 0.025);
        Assert.Equal(1, interval.Upper);
        Assert.InRange(interval.Lower, 0, 0.5);
    }

    /// <summary>Two Gaussians a shift apart have the area Phi(shift / sqrt 2).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void The_area_of_two_Gaussians_has_its_closed_form(double shift)
    {
        // Stratified normal scores, so that no chance is left: the error is of the order 1 / n.
        double[] normal = [.. Enumerable.Range(0, 4000).Select(i => Normal.Quantile((i + 0.5) / 4000))];
        var area = Auc.Value(Curve([.. normal.Select(z => z + shift)], normal));
        Assert.Equal(Normal.Cdf(shift / Math.Sqrt(2)), area, 1e-3);
    }

    [Fact]
    public void Counts_at_order_statistics_agree_with_the_definition() =>
        Prop.ForAll(Gen.Choose(0, 100_000).Zip(Gen.Choose(1, 30)).ToArbitrary(), draw =>
        {
            var (members, nonMembers) = Draw(draw.Item1, draw.Item2);
            var curve = Curve(members, nonMembers);
            double[] falling = [.. nonMembers.OrderDescending()];
            double[] rising = [.. members.Order()];
            return Enumerable.Range(1, falling.Length).All(r => curve.MembersAboveNonMember(r) == members.Count(m => m > falling[r - 1]))
                && Enumerable.Range(1, rising.Length).All(r => curve.NonMembersBelowMember(r) == nonMembers.Count(n => n < rising[r - 1]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_true_positive_rate_at_a_rate_is_that_of_the_lowest_threshold_allowed()
    {
        // 1,000 non-members at 0..999: at most ten may be flagged, so the threshold lies above 989.
        double[] nonMembers = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        double[] members = [.. Enumerable.Range(0, 100).Select(i => i < 30 ? 989.5 : i < 50 ? 988.5 : -1.0)];
        var measured = TprAtFpr.Measure(Curve(members, nonMembers), 0.01, 0.05, 0.05)!;
        Assert.Equal(0.3, measured.Value);
        Assert.InRange(measured.Value, measured.Interval.Lower, measured.Interval.Upper);

        // Lower bound: above the 4th largest (996), where no member is; upper bound: above the 18th (982), where 50 are.
        Assert.Equal(0, measured.Interval.Lower);
        Assert.Equal(ClopperPearson.Upper(new Rate(50, 100), 0.025), measured.Interval.Upper);
    }

    [Fact]
    public void Too_few_non_members_measure_nothing()
    {
        double[] nonMembers = [.. Enumerable.Range(0, 367).Select(i => (double)i)];
        Assert.Null(TprAtFpr.Measure(Curve([1, 2, 3], nonMembers), 0.01, 0.05, 0.05));
        Assert.NotNull(TprAtFpr.Measure(Curve([1, 2, 3], [.. nonMembers, 400]), 0.01, 0.05, 0.05));
    }
}
