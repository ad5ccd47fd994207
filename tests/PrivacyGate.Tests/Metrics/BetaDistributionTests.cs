using FsCheck;
using FsCheck.Fluent;
using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

public class BetaDistributionTests
{
    /// <summary>scipy 1.10.1, scipy.stats.beta.ppf.</summary>
    [Theory]
    [InlineData(0.025, 500000, 500001, 0.49901951919531184)]
    [InlineData(0.975, 500001, 500000, 0.5009804808046882)]
    [InlineData(0.975, 1, 1000000, 3.6888726502064885e-06)]
    [InlineData(0.001, 3, 700000, 2.7219011349681933e-07)]
    [InlineData(0.5, 2.5, 0.5, 0.9044741819621789)]
    [InlineData(1e-6, 20, 30, 0.12860994181679575)]
    [InlineData(0.9999, 12000, 988001, 0.012409112851008118)]
    public void Quantiles_agree_with_scipy_up_to_a_million_records(double p, double a, double b, double expected) =>
        Assert.Equal(1, BetaDistribution.Quantile(p, a, b) / expected, 1e-9);

    [Theory]
    [InlineData(0.3, 7)]
    [InlineData(0.975, 1000)]
    [InlineData(1e-9, 40)]
    public void Quantiles_have_their_closed_form_where_one_parameter_is_one(double p, double n)
    {
        Assert.Equal(1 - Math.Pow(1 - p, 1 / n), BetaDistribution.Quantile(p, 1, n), 1e-12);
        Assert.Equal(Math.Pow(p, 1 / n), BetaDistribution.Quantile(p, n, 1), 1e-12);
    }

    [Fact]
    public void The_quantile_undoes_the_distribution_function() =>
        Prop.ForAll(
            Gen.Choose(1, 2_000_000).Zip(Gen.Choose(1, 2_000_000)).Zip(Gen.Choose(1, 999)).ToArbitrary(),
            draw =>
            {
                var ((a, b), permille) = draw;
                var p = permille / 1000.0;
                var x = BetaDistribution.Quantile(p, a, b);
                return x > 0 && x < 1 && Math.Abs(BetaDistribution.Cdf(x, a, b) - p) < 1e-8;
            }).QuickCheckThrowOnFailure();

    /// <summary>A step that hits the quantile to the last digit ends there (scipy 1.10).</summary>
    [Theory]
    [InlineData(228, 840, 0.24160649140776647)]
    [InlineData(36, 114, 0.23193260969540042)]
    [InlineData(1632, 3927, 0.40011098873915213)]
    public void A_quantile_that_is_hit_exactly_is_the_answer(int count, int of, double lower) =>
        Assert.Equal(lower, ClopperPearson.Lower(new Rate(count, of), 0.025), 1e-12);

    [Fact]
    public void Bounds_enclose_the_rate_and_tighten_with_more_records() =>
        Prop.ForAll(
            Gen.Choose(1, 5000).SelectMany(n => Gen.Choose(0, n), (n, k) => (n, k)).ToArbitrary(),
            draw =>
            {
                var rate = new Rate(draw.k, draw.n);
                var more = new Rate(draw.k * 3, draw.n * 3);
                var lower = ClopperPearson.Lower(rate, 0.025);
                var upper = ClopperPearson.Upper(rate, 0.025);
                return lower <= rate.Value && rate.Value <= upper && lower >= 0 && upper <= 1
                    && ClopperPearson.Lower(more, 0.025) >= lower && ClopperPearson.Upper(more, 0.025) <= upper;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Newcombe_bounds_enclose_the_difference_and_turn_with_the_sides() =>
        Prop.ForAll(
            Gen.Choose(1, 3000).SelectMany(n => Gen.Choose(0, n), (n, k) => (n, k)).Two().ToArbitrary(),
            draw =>
            {
                var ((m, k), (n, j)) = draw;
                var interval = new NewcombeInterval(m, n, 0.025, 0.025);
                var turned = new NewcombeInterval(n, m, 0.025, 0.025);
                var d = ((double)k / m) - ((double)j / n);
                return interval.Lower(k, j) <= d && d <= interval.Upper(k, j)
                    && interval.Lower(k, j) >= -1 - 1e-12 && interval.Upper(k, j) <= 1 + 1e-12
                    && Math.Abs(interval.Lower(k, j) + turned.Upper(j, k)) < 1e-12;
            }).QuickCheckThrowOnFailure();
}
