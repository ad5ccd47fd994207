namespace PrivacyGate.Metrics;

/// <summary>Exact bounds of a binomial share (Clopper and Pearson 1934): they never claim more than they prove.</summary>
public static class ClopperPearson
{
    /// <summary>The share is below this with probability at most <paramref name="error"/>.</summary>
    /// <param name="rate">Hits and trials.</param>
    /// <param name="error">One-sided, in (0, 1); half of alpha for a two-sided interval.</param>
    public static double Lower(Rate rate, double error) =>
        rate.Count == 0 ? 0 : BetaDistribution.Quantile(error, rate.Count, rate.Of - rate.Count + 1);

    /// <summary>The share is above this with probability at most <paramref name="error"/>.</summary>
    /// <inheritdoc cref="Lower"/>
    public static double Upper(Rate rate, double error) =>
        rate.Count == rate.Of ? 1 : BetaDistribution.Quantile(1 - error, rate.Count + 1, rate.Of - rate.Count);
}
