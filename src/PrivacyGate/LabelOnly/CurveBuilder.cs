using PrivacyGate.Sorting;

namespace PrivacyGate.LabelOnly;

/// <summary>Notes the scores at milestones and sees when more queries no longer change the ranking.</summary>
internal sealed class CurveBuilder(LabelQuestions questions, string attack, string description)
{
    private readonly List<QueryPoint> points = [new QueryPoint(1, questions.Spread(static _ => 1))];
    private double[]? ranks;

    public string Attack => attack;

    /// <summary>Notes a milestone.</summary>
    /// <param name="queries">Queries a record so far, the first one counted.</param>
    /// <param name="scoreOfRight">A positive score for each record of <see cref="LabelQuestions.Right"/>.</param>
    /// <returns>Whether the ranking is still changing.</returns>
    public bool Note(int queries, Func<int, double> scoreOfRight)
    {
        points.Add(new QueryPoint(queries, questions.Spread(scoreOfRight)));
        questions.Tell(attack, queries);
        double[] now = MidRanks([.. Enumerable.Range(0, questions.Right.Length).Select(scoreOfRight)]);
        double[]? before = ranks;
        ranks = now;
        return before is null || Correlation(before, now) < questions.Options.StableRankCorrelation;
    }

    /// <summary>Notes a milestone, whatever the ranking does.</summary>
    /// <param name="queries">Queries a record so far, the first one counted.</param>
    /// <param name="scoresOfRight">A positive score for each record of <see cref="LabelQuestions.Right"/>.</param>
    public void Add(int queries, double[] scoresOfRight) => points.Add(new QueryPoint(queries, questions.Spread(i => scoresOfRight[i])));

    public QueryCurve End(QueryEnd ended) => new(attack, points, ended, description);

    /// <summary>Pearson's correlation of mid-ranks, which is Spearman's of the scores; 0 where all are tied.</summary>
    internal static double Correlation(double[] one, double[] other)
    {
        double mean = (one.Length + 1) / 2.0;
        (double product, double first, double second) = (0, 0, 0);
        for (int i = 0; i < one.Length; i++)
        {
            product += (one[i] - mean) * (other[i] - mean);
            first += (one[i] - mean) * (one[i] - mean);
            second += (other[i] - mean) * (other[i] - mean);
        }

        return first == 0 || second == 0 ? 0 : product / Math.Sqrt(first * second);
    }

    internal static double[] MidRanks(double[] scores)
    {
        (int[] order, double[] falling) = FallingOrder.Of(scores);
        var ranks = new double[scores.Length];
        int tie = 0;
        for (int i = 1; i <= falling.Length; i++)
        {
            if (i < falling.Length && falling[i] == falling[tie])
            {
                continue;
            }

            for (int k = tie; k < i; k++)
            {
                ranks[order[k]] = (tie + 1 + i) / 2.0;
            }

            tie = i;
        }

        return ranks;
    }
}
