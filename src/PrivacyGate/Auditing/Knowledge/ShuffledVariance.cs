namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// The variance of a mean area under the curve when labels are dealt to the records anew: exact, without shuffling
/// (Hoeffding 1951). The area is a sum of one number for each record and the label it gets.
/// </summary>
internal sealed class ShuffledVariance(int[] classes, int[] counts, int[] present)
{
    private readonly double[] weighted = new double[classes.Length];
    private readonly List<(int Class, double Weight, double[] Ranks)> added = [];

    /// <summary>Adds a class that occurs.</summary>
    /// <param name="c">The class.</param>
    /// <param name="ranks">The rank of every record by its fit to the class.</param>
    public void Add(int c, double[] ranks)
    {
        var n = classes.Length;
        var weight = 1.0 / (present.Length * (double)counts[c] * (n - counts[c]));
        var middle = (n + 1) / 2.0;
        for (var i = 0; i < n; i++)
        {
            ranks[i] -= middle;
            weighted[i] += counts[c] * weight * ranks[i] / n;
        }

        added.Add((c, weight, ranks));
    }

    public double Variance()
    {
        double sum = 0;
        foreach ((var c, var weight, var ranks) in added)
        {
            for (var i = 0; i < ranks.Length; i++)
            {
                var rest = (weight * ranks[i]) - weighted[i];
                sum += counts[c] * rest * rest;
            }
        }

        return sum / Math.Max(1, classes.Length - 1);
    }
}
