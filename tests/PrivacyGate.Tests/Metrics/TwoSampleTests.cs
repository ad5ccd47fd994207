using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

/// <summary>Tests of two samples, held against scipy 1.10 (fisher_exact with alternative greater or less, mannwhitneyu asymptotic, chi2_contingency without correction).</summary>
public class TwoSampleTests
{
    [Theory]
    [InlineData(30, 100, 15, 100, 2 * 0.008574511384204205)]
    [InlineData(15, 100, 30, 100, 2 * 0.008574511384204205)]
    [InlineData(3, 20, 40, 1000, 2 * 0.048221764932444365)]
    [InlineData(120, 600, 0, 600, 2 * 1.0015704234350267e-39)]
    [InlineData(5, 10, 5, 10, 1)]
    [InlineData(0, 10, 0, 10, 1)]
    [InlineData(10, 10, 10, 10, 1)]
    public void Fishers_test_is_twice_the_smaller_exact_tail(int k, int m, int j, int n, double expected)
    {
        var p = FisherExact.TwoSided(new Rate(k, m), new Rate(j, n));
        Assert.Equal(1, p / expected, 1e-9);
    }

    /// <summary>An exact test never errs more often than it says: all tables of given margins, weighed by their probability.</summary>
    [Theory]
    [InlineData(12, 9, 7)]
    [InlineData(30, 10, 20)]
    public void Fishers_test_errs_at_most_as_often_as_it_says(int m, int n, int hits)
    {
        (double P, double Weight)[] tables = [.. Enumerable.Range(0, hits + 1)
            .Where(k => k <= m && hits - k <= n)
            .Select(k => (FisherExact.TwoSided(new Rate(k, m), new Rate(hits - k, n)), Choose(m, k) * Choose(n, hits - k) / Choose(m + n, hits)))];
        Assert.Equal(1, tables.Sum(static table => table.Weight), 1e-9);
        Assert.All([0.001, 0.01, 0.05, 0.2], alpha =>
            Assert.True(tables.Where(table => table.P <= alpha).Sum(static table => table.Weight) <= alpha + 1e-12));
    }

    [Fact]
    public void The_rank_test_minds_ties_and_continuity()
    {
        // Members 1 2 2 3 3 3 4 5 5 9, non-members 1 1 2 2 2 3 3 4; the values counted are 1 2 3 4 5 9.
        var test = MannWhitney.Of([1, 2, 3, 1, 2, 1], [2, 3, 2, 1, 0, 0]);
        Assert.Equal(0.4375, test.Effect, 1e-12);
        Assert.Equal(0.12170140442897909, test.PValue, 1e-10);
        var turned = MannWhitney.Of([2, 3, 2, 1, 0, 0], [1, 2, 3, 1, 2, 1]);
        Assert.Equal((-test.Effect, test.PValue), (turned.Effect, turned.PValue));
        Assert.Equal(1, MannWhitney.Of([5], [7]).PValue);
    }

    [Fact]
    public void Shares_of_categories_are_held_against_the_chi_squared_distribution_without_the_bias_of_Cramers_V()
    {
        var test = ChiSquaredTest.Of([30, 20, 50, 10], [20, 30, 40, 30]);
        Assert.Equal(0.002087773511292691, test.PValue, 1e-12);
        Assert.Equal(0.22558257505868415, test.Effect, 1e-12);
        Assert.Equal((0, 1), (ChiSquaredTest.Of([10, 10], [10, 10]).Effect, ChiSquaredTest.Of([10, 10], [10, 10]).PValue));
    }

    [Fact]
    public void Categories_too_rare_count_together_and_alone_say_nothing()
    {
        // Ten categories of two each are one of twenty.
        var many = ChiSquaredTest.Of([80, .. Enumerable.Repeat(2, 10)], [100, .. Enumerable.Repeat(0, 10)]);
        var merged = ChiSquaredTest.Of([80, 20], [100, 0]);
        Assert.Equal((merged.Effect, merged.PValue), (many.Effect, many.PValue));
        Assert.Equal(1, ChiSquaredTest.Of([100, 3], [100, 0]).PValue);
        Assert.Equal(1, ChiSquaredTest.Of([.. Enumerable.Repeat(1, 50), .. new int[50]], [.. new int[50], .. Enumerable.Repeat(1, 50)]).PValue);
    }

    /// <summary>The worked example of R's p.adjust: .01, .02, .03, .005 by Holm.</summary>
    [Fact]
    public void Holm_pays_for_the_tests_left()
    {
        Assert.Equal([0.03, 0.04, 0.04, 0.02], Holm.Adjusted([0.01, 0.02, 0.03, 0.005]), static (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1, 1], Holm.Adjusted([0.6, 0.9]));
        Assert.Empty(Holm.Adjusted([]));
    }

    private static double Choose(int of, int count) =>
        Enumerable.Range(1, count).Aggregate(1.0, (product, i) => product * (of - count + i) / i);
}
