namespace PrivacyGate.Sorting;

/// <summary>Spearman's rank correlation (1904), in two steps so that ranks can be kept.</summary>
internal static class RankCorrelation
{
    /// <summary>Pearson's correlation of mid-ranks, which is Spearman's of the scores; 0 where all are tied.</summary>
    public static double Of(double[] one, double[] other)
    {
        var mean = (one.Length + 1) / 2.0;
        (double product, double first, double second) = (0, 0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            product += (one[i] - mean) * (other[i] - mean);
            first += (one[i] - mean) * (one[i] - mean);
            second += (other[i] - mean) * (other[i] - mean);
        }

        return first == 0 || second == 0 ? 0 : product / Math.Sqrt(first * second);
    }

    public static double[] MidRanks(double[] scores)
    {
        (var order, var falling) = FallingOrder.Of(scores);
        var ranks = new double[scores.Length];
        var tie = 0;
        for (var i = 1; i <= falling.Length; i++)
        {
            if (i < falling.Length && falling[i] == falling[tie])
            {
                continue;
            }

            for (var k = tie; k < i; k++)
            {
                ranks[order[k]] = (tie + 1 + i) / 2.0;
            }

            tie = i;
        }

        return ranks;
    }
}
