namespace PrivacyGate.Metrics;

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
        int size = trials <= LargestKept ? trials + 1 : 0;
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
        double known = Volatile.Read(ref kept[count]);
        if (double.IsNaN(known))
        {
            known = bound(rate, error);
            Volatile.Write(ref kept[count], known);
        }

        return known;
    }
}
