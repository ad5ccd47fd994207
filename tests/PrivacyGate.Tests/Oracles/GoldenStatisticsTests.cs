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
}
