namespace PrivacyGate.Signals;

/// <summary>Normalised discounted cumulative gain of the first documents (Järvelin and Kekäläinen 2002), ties shared evenly (McSherry and Najork 2008), as scikit-learn's <c>ndcg_score</c>.</summary>
internal sealed class RankingGain
{
    /// <summary>Documents that count.</summary>
    public const int First = 10;

    /// <summary>Above it 2^relevance would leave nothing to any other document, so the gain is the relevance.</summary>
    private const float LargestExponent = 31;

    private readonly bool isLinear;

    private RankingGain(bool isLinear) => this.isLinear = isLinear;

    /// <summary>With its gains where they are not 2^relevance - 1.</summary>
    public string Name => FormattableString.Invariant($"NDCG@{First}{(isLinear ? " (gain = relevance)" : "")}");

    /// <param name="relevances">Of all documents.</param>
    public static RankingGain For(IEnumerable<float> relevances) => new(relevances.Any(static relevance => relevance > LargestExponent));

    /// <summary>In [0, 1]; not a number where no document is relevant. A relevance below 0 gains nothing.</summary>
    /// <param name="relevances">Of the documents of a query.</param>
    /// <param name="scores">Of the same.</param>
    public double Of(IReadOnlyList<float> relevances, IReadOnlyList<double> scores)
    {
        double[] gains = [.. relevances.Select(relevance => isLinear ? Math.Max(0, relevance) : Math.Pow(2, Math.Max(0, relevance)) - 1)];
        var best = gains.OrderDescending().Take(First).Select(static (gain, place) => gain * Discount(place)).Sum();
        return best > 0 ? Found(gains, scores) / best : double.NaN;
    }

    private static double Found(double[] gains, IReadOnlyList<double> scores)
    {
        var place = 0;
        double found = 0;
        foreach (var tied in Enumerable.Range(0, gains.Length).GroupBy(i => scores[i]).OrderByDescending(static group => group.Key))
        {
            var count = tied.Count();
            found += tied.Average(i => gains[i]) * Enumerable.Range(place, count).Sum(Discount);
            place += count;
        }

        return found;
    }

    private static double Discount(int place) => place < First ? 1 / Math.Log2(place + 2) : 0;
}
