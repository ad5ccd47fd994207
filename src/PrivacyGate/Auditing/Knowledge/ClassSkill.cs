using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>
/// Skill without a threshold: the area under the ROC curve of each class against the rest, averaged over the classes
/// that occur. Guessing gives .5 whatever the shares of the classes, so a model of a rare class that never answers it
/// is measured by how it ranks records.
/// </summary>
/// <param name="Auc">The mean area, in [0, 1].</param>
/// <param name="Deviation">Its standard deviation over samples of records.</param>
/// <param name="Upper">Its upper bound, one-sided at <see cref="UpperError"/>.</param>
/// <param name="IsProven">Whether it is above .5 by a permutation test, one-sided at <see cref="Error"/>.</param>
/// <param name="Units">Records it rests on.</param>
internal sealed record ClassSkill(double Auc, double Deviation, double Upper, bool IsProven, int Units)
{
    /// <summary>One-sided error of the proof of skill.</summary>
    public const double Error = 0.01;

    /// <summary>One-sided error of the upper bound: half as large, so that fewer than 1 % of honest models exactly at a limit are refused, the guards against a wrong order included.</summary>
    public const double UpperError = Error / 2;

    /// <summary>Made-up records of the largest spread for each class: with a handful of records the spread seen may be none by chance.</summary>
    public const int MadeUp = 6;

    /// <param name="columns">The fit of every record to every class, (classes x records).</param>
    /// <param name="classes">The class of each record.</param>
    /// <returns>Null where fewer than two classes occur.</returns>
    public static ClassSkill? Of(double[][] columns, int[] classes)
    {
        var counts = CountsOf(classes, columns.Length);
        int[] present = [.. Enumerable.Range(0, columns.Length).Where(c => counts[c] > 0)];
        if (present.Length < 2)
        {
            return null;
        }

        var n = classes.Length;
        var influence = new double[n];
        var shuffled = new ShuffledVariance(classes, counts, present);
        double sum = 0;
        foreach (var c in present)
        {
            var column = new RankedColumn(columns[c]);
            var placements = column.Placements(classes, c, counts[c]);
            double area = 0;
            for (var i = 0; i < n; i++)
            {
                area += classes[i] == c ? placements[i] : 0;
            }

            area /= counts[c];
            sum += area;
            for (var i = 0; i < n; i++)
            {
                influence[i] += (placements[i] - area) / (present.Length * (double)(classes[i] == c ? counts[c] : n - counts[c]));
            }

            shuffled.Add(c, column.Ranks());
        }

        var auc = sum / present.Length;
        var chance = shuffled.Variance();
        var reach = -Normal.Quantile(Error);
        var deviation = Math.Sqrt(Math.Max(chance, Spread(influence, classes, counts, present)));
        return new ClassSkill(
            auc,
            deviation,
            auc - (Normal.Quantile(UpperError) * deviation),
            chance > 0 && auc - 0.5 > reach * Math.Sqrt(chance),
            n);
    }

    public static int[] CountsOf(int[] classes, int classCount)
    {
        var counts = new int[classCount];
        foreach (var c in classes)
        {
            counts[c]++;
        }

        return counts;
    }

    /// <summary>The variance of the mean area from what each record adds to it (DeLong's for one class), with made-up records of the largest spread.</summary>
    private static double Spread(double[] influence, int[] classes, int[] counts, int[] present)
    {
        var squares = new double[counts.Length];
        for (var i = 0; i < influence.Length; i++)
        {
            squares[classes[i]] += influence[i] * influence[i];
        }

        // The areas of two classes are one and the same, so each record counts in full.
        var share = present.Length == 2 ? 1 : 1.0 / present.Length;
        double variance = 0;
        foreach (var c in present)
        {
            var largest = 0.5 * share / counts[c];
            variance += (squares[c] + (MadeUp * largest * largest)) * counts[c] / (counts[c] + MadeUp);
        }

        return variance;
    }
}
