using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Oracles;

/// <summary>Values computed with scipy 1.10 in float64 (scipy.stats.beta), rounded to eight decimals.</summary>
public class GoldenStatisticsTests
{
    [Theory]
    [InlineData(120, 1000, 80, 1000, 0.01306634, 0.06704915)]
    [InlineData(300, 500, 200, 500, 0.13716904, 0.26114865)]
    [InlineData(0, 50, 0, 50, -0.07112174, 0.07112174)]
    [InlineData(50, 50, 0, 50, 0.89941868, 1)]
    public void Newcombe_interval_from_Clopper_Pearson_limits(int k, int m, int j, int n, double lower, double upper)
    {
        var interval = new NewcombeInterval(m, n, 0.025, 0.025);
        Assert.Equal(lower, interval.Lower(k, j), 1e-8);
        Assert.Equal(upper, interval.Upper(k, j), 1e-8);
    }

    [Fact]
    public void Clopper_Pearson_bounds()
    {
        Assert.Equal(0.10050092, ClopperPearson.Lower(new Rate(120, 1000), 0.025), 1e-8);
        Assert.Equal(0.01162947, ClopperPearson.Upper(new Rate(5, 1000), 0.025), 1e-8);
        Assert.Equal(0.00368208, ClopperPearson.Upper(new Rate(0, 1000), 0.025), 1e-8);
        Assert.Equal(0, ClopperPearson.Lower(new Rate(0, 1000), 0.025));
        Assert.Equal(1, ClopperPearson.Upper(new Rate(1000, 1000), 0.025));
    }

    /// <summary>Ranks for 1 % at alpha .05, and the fewest non-members for 1 % and .1 % (ln .025 / ln (1 - f)).</summary>
    [Theory]
    [InlineData(1000, 4, 18)]
    [InlineData(1200, 6, 20)]
    public void Order_statistics_that_bound_a_false_positive_rate_of_one_percent(int n, int safe, int unsafeRank)
    {
        Assert.Equal(safe, TprAtFpr.LargestSafeRank(n, 0.01, 0.025));
        Assert.Equal(unsafeRank, TprAtFpr.SmallestUnsafeRank(n, 0.01, 0.025));
    }

    [Theory]
    [InlineData(0.01, 368)]
    [InlineData(0.001, 3688)]
    public void Fewest_non_members_for_a_true_positive_rate(double fpr, int expected) =>
        Assert.Equal(expected, TprAtFpr.SmallestMeasurable(fpr));

    /// <summary>n = m = 1000, r = 10, k = 120, one attack, alpha .05: FPR_U .02133535, TPR_L .09233238.</summary>
    [Fact]
    public void Epsilon_of_one_order_statistic()
    {
        var half = 0.05 / 12 / 2;
        Assert.Equal(0.02133535, BetaDistribution.Quantile(1 - half, 10, 991), 1e-8);
        Assert.Equal(0.09233238, ClopperPearson.Lower(new Rate(120, 1000), half), 1e-8);
        Assert.Equal(1.46502970, EpsilonLowerBound.LogRatio(new Rate(120, 1000), 10, 1000, half, 0), 1e-8);
    }

    /// <summary>The same through a whole curve, on which no other of the twelve rules does better.</summary>
    [Fact]
    public void Epsilon_of_a_curve()
    {
        // Non-members 0..999. 120 members above the 10th largest (990); the others spread evenly below it.
        double[] nonMembers = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        double[] members = [.. Enumerable.Range(0, 1000).Select(i => i < 120 ? 990.5 : (i - 120) * 989.0 / 880)];
        var curve = RocCurve.From(RankedScores.From([.. members, .. nonMembers]), [.. Enumerable.Range(0, 2000).Select(i => i < 1000)]);
        Assert.Equal(120, curve.MembersAboveNonMember(10));
        Assert.Equal(1.46502970, EpsilonLowerBound.Measure(curve, 0.05), 1e-8);
    }
}
