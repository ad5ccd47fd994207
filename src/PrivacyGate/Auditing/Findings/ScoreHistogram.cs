using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>How one attack's scores spread on each side, in bins that hold about as many records each.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Bins">Rising, without a gap.</param>
public sealed record ScoreHistogram(string Attack, IReadOnlyList<ScoreBin> Bins)
{
    /// <summary>The fewest records a count may tell of.</summary>
    public const int SmallestCount = 10;
}

/// <summary>Scores from <paramref name="From"/> to below <paramref name="To"/>.</summary>
/// <param name="From">Lowest score, or null for the first bin: the lowest score of all belongs to one record and is not told.</param>
/// <param name="To">First score above, or null for the last bin.</param>
/// <param name="Members">Members in it. Null where too few to tell, or where a null beside it could be reckoned from it and the total.</param>
/// <param name="NonMembers">Non-members in it, or null alike.</param>
public sealed record ScoreBin(double? From, double? To, int? Members, int? NonMembers);

/// <summary>Sorts scores into bins that tell of no single record.</summary>
internal static class ScoreBins
{
    private const int MostBins = 20;

    /// <param name="attack">Attack id.</param>
    /// <param name="ranked">The scores of all units.</param>
    /// <param name="isMember">The truth, by unit.</param>
    public static ScoreHistogram Of(string attack, RankedScores ranked, bool[] isMember)
    {
        var edges = Edges(ranked.Sorted);
        var members = new int[edges.Length + 1];
        var nonMembers = new int[edges.Length + 1];
        var bin = edges.Length;
        for (var place = 0; place < ranked.Count; place++)
        {
            while (bin > 0 && ranked.Sorted[place] < edges[bin - 1])
            {
                bin--;
            }

            (isMember[ranked.Order[place]] ? members : nonMembers)[bin]++;
        }

        var toldMembers = Suppress(members);
        var toldNonMembers = Suppress(nonMembers);
        return new ScoreHistogram(attack, [.. Enumerable.Range(0, edges.Length + 1).Select(i => new ScoreBin(
            i == 0 ? null : edges[i - 1],
            i == edges.Length ? null : edges[i],
            toldMembers[i],
            toldNonMembers[i]))]);
    }

    /// <summary>Quantiles of both sides together, to three or four digits of their range: a quantile as it stands is the score of one record. One that is such a score all the same gives way to the middle between it and the next smaller score.</summary>
    private static double[] Edges(double[] falling)
    {
        var bins = Math.Clamp(falling.Length / ScoreHistogram.SmallestCount, 1, MostBins);
        double[] quantiles = [.. Enumerable.Range(1, bins - 1).Select(i => falling[falling.Length - 1 - (int)((long)i * falling.Length / bins)])];
        if (quantiles.Length == 0)
        {
            return [];
        }

        var range = quantiles[^1] - quantiles[0];
        var digits = range > 0 ? (int)Math.Clamp(2 - Math.Floor(Math.Log10(range)), -300, 15) : 3;
        var decimals = digits < 0 ? digits + 1 : digits;
        return [.. quantiles.Select(edge => Apart(Rounded(edge, decimals), falling)).OfType<double>().Distinct().Order()];
    }

    private static double Rounded(double edge, int decimals)
    {
        var unit = Math.Pow(10, -Math.Min(decimals, 0));
        return (decimals >= 0 ? Math.Round(edge, decimals) : Math.Round(edge / unit) * unit) + 0.0;
    }

    /// <summary>The edge, or a place below it where it is the score of few; null where no score is smaller, so that it would part nothing.</summary>
    private static double? Apart(double edge, double[] falling)
    {
        var first = Above(falling, edge, orEqual: false);
        var next = Above(falling, edge, orEqual: true);
        if (next - first is 0 or >= ScoreHistogram.SmallestCount)
        {
            return edge;
        }

        double? middle = next == falling.Length ? null : falling[next] + ((edge - falling[next]) / 2);
        return middle > falling[^1] && middle < edge ? middle : null;
    }

    /// <summary>How many of the scores, from the largest on, are above the edge.</summary>
    private static int Above(double[] falling, double edge, bool orEqual)
    {
        (var low, var high) = (0, falling.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = falling[middle] > edge || (orEqual && falling[middle] == edge) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// Leaves out the counts below the smallest allowed, then the next smallest, until what the total tells of those left
    /// out is again about enough records in more than one bin. A count of 0 tells of no record and is told: without it, a
    /// side whose scores are all alike would be left out whole.
    /// </summary>
    private static int?[] Suppress(int[] counts)
    {
        var told = Array.ConvertAll(counts, static count => (int?)count);
        var leftOut = 0;
        var sum = 0;
        foreach (var bin in Enumerable.Range(0, counts.Length).Where(bin => counts[bin] > 0).OrderBy(bin => counts[bin]))
        {
            var enough = leftOut == 0 || (leftOut > 1 && sum >= ScoreHistogram.SmallestCount);
            if (counts[bin] >= ScoreHistogram.SmallestCount && enough)
            {
                break;
            }

            told[bin] = null;
            leftOut++;
            sum += counts[bin];
        }

        return told;
    }
}
