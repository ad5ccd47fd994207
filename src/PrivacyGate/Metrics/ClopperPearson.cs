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

/// <summary>Clopper-Pearson bounds for one number of trials, each computed once. Safe to share between threads.</summary>
internal sealed class ClopperPearsonTable
{
    /// <summary>Above this a table costs more memory than the few bounds asked of it are worth.</summary>
    private const int LargestKept = 1 << 14;

    private readonly int trials;
    private readonly double error;
    private readonly double[] lower;
    private readonly double[] upper;

    public ClopperPearsonTable(int trials, double error)
    {
        this.trials = trials;
        this.error = error;
        var size = trials <= LargestKept ? trials + 1 : 0;
        lower = new double[size];
        upper = new double[size];
        Array.Fill(lower, double.NaN);
        Array.Fill(upper, double.NaN);
    }

    public double Lower(int count) => Lookup(lower, count, ClopperPearson.Lower);

    public double Upper(int count) => Lookup(upper, count, ClopperPearson.Upper);

    private double Lookup(double[] kept, int count, Func<Rate, double, double> bound)
    {
        var rate = new Rate(count, trials);
        if (kept.Length == 0)
        {
            return bound(rate, error);
        }

        // Two threads may compute the same bound; they write the same number.
        var known = Volatile.Read(ref kept[count]);
        if (double.IsNaN(known))
        {
            known = bound(rate, error);
            Volatile.Write(ref kept[count], known);
        }

        return known;
    }
}
