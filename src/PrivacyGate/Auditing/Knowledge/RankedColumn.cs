namespace PrivacyGate.Auditing.Knowledge;

/// <summary>One column of numbers, sorted once, for areas under the curve of any group of records against the rest.</summary>
internal sealed class RankedColumn
{
    private readonly double[] values;
    private readonly int[] order;

    public RankedColumn(double[] values)
    {
        this.values = values;
        order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort([.. values], order);
    }

    /// <summary>The rank of each record, from 1; ties share the mean of theirs.</summary>
    public double[] Ranks()
    {
        var ranks = new double[order.Length];
        foreach ((var start, var end) in Ties())
        {
            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }
        }

        return ranks;
    }

    /// <summary>
    /// For a record of the class the share of the rest below it, for a record of the rest the share of the class above
    /// it; a tie counts <paramref name="tie"/>. The mean over the class is the area under the curve, and over the rest too.
    /// </summary>
    public double[] Placements(int[] classes, int c, int count, double tie = 0.5)
    {
        var placements = new double[order.Length];
        double below = 0;
        double restBelow = 0;
        double rest = order.Length - count;
        foreach ((var start, var end) in Ties())
        {
            var tied = 0;
            for (var i = start; i < end; i++)
            {
                tied += classes[order[i]] == c ? 1 : 0;
            }

            var restTied = end - start - tied;
            for (var i = start; i < end; i++)
            {
                placements[order[i]] = classes[order[i]] == c
                    ? (restBelow + (tie * restTied)) / rest
                    : (count - below - tied + (tie * tied)) / count;
            }

            below += tied;
            restBelow += restTied;
        }

        return placements;
    }

    private IEnumerable<(int Start, int End)> Ties()
    {
        var start = 0;
        for (var i = 1; i <= order.Length; i++)
        {
            if (i == order.Length || values[order[i]] != values[order[start]])
            {
                yield return (start, i);
                start = i;
            }
        }
    }
}
