namespace PrivacyGate.Signals;

/// <summary>How well a ranking puts the documents of its queries into order. Means are over queries, so that a long one counts no more than a short one.</summary>
internal static class RankingFit
{
    /// <summary>Mean pairwise logistic loss in nats.</summary>
    public static double MeanLoss(CollectedValues values, int[] rows) => Queries(values, rows).Average(query => SignalCalculator.Loss(values.Signal.Values[query[0]]));

    public static FitFigure[] Figures(CollectedValues values, int[] members, int[] nonMembers)
    {
        var targets = values.Targets!;
        var groups = QueryGroups.Of(targets);
        var gain = RankingGain.For(targets.Values);
        double NdcgOf(int[] query) => gain.Of(Array.ConvertAll(query, row => targets.Values[row]), Array.ConvertAll(query, row => values.Scores[row]));
        FitFigure Figure(string name, Func<int[], double> of) => new(name, Mean(values, members, of), Mean(values, nonMembers, of));
        return
        [
            Figure(gain.Name, NdcgOf),
            Figure("pairs in order", query => groups.InOrder(query, values.Scores)),
            Figure("pairwise loss", query => SignalCalculator.Loss(values.Signal.Values[query[0]])),
        ];
    }

    /// <summary>For each record twice the share of its query's pairs that are in the right order, less 1: 0 for an order by chance.</summary>
    public static double[] Gains(CollectedValues values, int[] rows)
    {
        var groups = QueryGroups.Of(values.Targets!);
        var gains = new Dictionary<int, double>();
        foreach (var query in Queries(values, rows))
        {
            var gain = (2 * groups.InOrder(query, values.Scores)) - 1;
            Array.ForEach(query, row => gains[row] = gain);
        }

        return Array.ConvertAll(rows, row => gains[row]);
    }

    private static double Mean(CollectedValues values, int[] rows, Func<int[], double> of) =>
        Queries(values, rows).Select(of).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static IEnumerable<int[]> Queries(CollectedValues values, int[] rows) => rows.GroupBy(row => values.Targets!.Groups![row]).Select(static query => query.ToArray());
}
