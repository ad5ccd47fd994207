namespace PrivacyGate.Signals;

/// <summary>The documents of each query of a ranking, and how well scores put them into order.</summary>
/// <remarks>
/// The loss of a query is the mean over its pairs of documents of different relevance of ln(1 + exp(-(s_i - s_j))), i being
/// the more relevant one (Burges et al., ICML 2005). Of a query with more than <see cref="MostDocuments"/> documents so many
/// are looked at, evenly spread.
/// </remarks>
public sealed class QueryGroups
{
    /// <summary>A query of n documents has up to n (n - 1) / 2 pairs.</summary>
    public const int MostDocuments = 1000;

    /// <summary>Beyond this margin ln(1 + exp(-d)) is exp(-d) to the last digit.</summary>
    private const double Far = 40;

    private readonly ValueTargets targets;
    private readonly int[][] groups;

    private QueryGroups(ValueTargets targets, int[][] groups) => (this.targets, this.groups) = (targets, groups);

    /// <summary>Rows of the documents of each query, those looked at; queries in the order of their first document.</summary>
    public IReadOnlyList<int[]> Rows => groups;

    /// <param name="targets">Of a ranking.</param>
    public static QueryGroups Of(ValueTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var groups = targets.Groups ?? throw new ArgumentException("the records belong to no queries", nameof(targets));
        return new QueryGroups(targets, [.. Enumerable.Range(0, groups.Length).GroupBy(row => groups[row]).Select(static group => group.ToArray())]);
    }

    /// <summary>Places of at most about <paramref name="most"/> of the records, evenly spread; of a ranking those of whole queries, one at least.</summary>
    public static int[] Spread(RecordBatch records, int most)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Targets is not ValueTargets { Groups: { } groups })
        {
            return RecordBatch.Spread(records.Count, most);
        }

        int[][] queries = [.. Enumerable.Range(0, groups.Length).GroupBy(row => groups[row]).Select(static query => query.ToArray())];
        var wanted = (int)Math.Max(1, (long)most * queries.Length / Math.Max(1, groups.Length));
        return [.. RecordBatch.Spread(queries.Length, wanted).SelectMany(place => queries[place]).Order()];
    }

    /// <summary>Whether two documents of a query differ in relevance.</summary>
    public bool HasPairs(int[] rows) => Array.Exists(rows, row => Relevance(row) != Relevance(rows[0]));

    /// <summary>Mean pairwise logistic loss in nats, over the queries that have pairs; 0 where none has.</summary>
    public double MeanLoss(IReadOnlyList<double> scores) =>
        groups.Where(HasPairs).Select(rows => SignalCalculator.Loss(Confidence(rows, scores))).DefaultIfEmpty(0).Average();

    /// <summary>-ln(exp(L) - 1) of a query's loss L, finite and exact in both tails; 0 where it has no pairs.</summary>
    internal double Confidence(int[] rows, IReadOnlyList<double> scores)
    {
        double[] margins = [.. Margins(rows, scores)];
        if (margins.Length == 0)
        {
            return 0;
        }

        var least = margins.Min();
        if (least > Far)
        {
            return least - Math.Log(margins.Average(margin => Math.Exp(least - margin)));
        }

        var loss = margins.Average(SignalCalculator.Loss);
        return loss > Far ? -loss : loss < 1e-5 ? -Math.Log(loss) - SignalCalculator.LogOnePlus((loss / 2) + (loss * loss / 6)) : -Math.Log(Math.Exp(loss) - 1);
    }

    /// <summary>The signal of each document, that of its query.</summary>
    internal AnswerSignal Signal(AnswerSignal scores)
    {
        var values = new double[scores.Count];
        foreach (var rows in groups)
        {
            var confidence = Confidence(rows, scores.Values);
            Array.ForEach(rows, row => values[row] = confidence);
        }

        return scores with { Values = values };
    }

    /// <summary>Share of a query's pairs that are in the right order; a pair of equal scores counts half. Not a number without pairs.</summary>
    internal double InOrder(int[] rows, IReadOnlyList<double> scores) =>
        Margins(rows, scores).Select(static margin => margin > 0 ? 1 : margin == 0 ? .5 : 0).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Score of the more relevant document minus that of the other, of every pair.</summary>
    private IEnumerable<double> Margins(int[] rows, IReadOnlyList<double> scores)
    {
        var seen = rows.Length <= MostDocuments ? rows : [.. RecordBatch.Spread(rows.Length, MostDocuments).Select(place => rows[place])];
        foreach (var better in seen)
        {
            foreach (var other in seen)
            {
                if (Relevance(better) > Relevance(other))
                {
                    yield return scores[better] - scores[other];
                }
            }
        }
    }

    internal float Relevance(int row) => targets.Values[row];
}
