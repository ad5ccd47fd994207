using PrivacyGate.Sorting;

namespace PrivacyGate.LabelOnly.Queries;

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
        var now = RankCorrelation.MidRanks([.. Enumerable.Range(0, questions.Right.Length).Select(scoreOfRight)]);
        var before = ranks;
        ranks = now;
        return before is null || RankCorrelation.Of(before, now) < questions.Options.StableRankCorrelation;
    }

    /// <summary>Notes a milestone, whatever the ranking does.</summary>
    /// <param name="queries">Queries a record so far, the first one counted.</param>
    /// <param name="scoresOfRight">A positive score for each record of <see cref="LabelQuestions.Right"/>.</param>
    public void Add(int queries, double[] scoresOfRight) => points.Add(new QueryPoint(queries, questions.Spread(i => scoresOfRight[i])));

    public QueryCurve End(QueryEnd ended) => new(attack, points, ended, description);
}

/// <param name="Curve">Scores by what is counted or measured.</param>
/// <param name="Votes">What a network may learn from; null where only the score counts.</param>
internal sealed record LabelAnswers(QueryCurve Curve, VoteVectors? Votes);

/// <summary>The numbers of queries after which scores are noted and the ranking is looked at.</summary>
internal static class QueryMilestones
{
    /// <summary>10, 25, 50, 100, 250, 500, 1000 and so on, and the budget itself last.</summary>
    public static IEnumerable<int> UpTo(int budget) =>
        Decades(budget)
            .SelectMany(static decade => new[] { decade, decade * 5 / 2, decade * 5 })
            .Where(milestone => milestone < budget)
            .Select(static milestone => (int)milestone)
            .Append(budget);

    private static IEnumerable<long> Decades(int budget)
    {
        for (long decade = 10; decade < budget; decade *= 10)
        {
            yield return decade;
        }
    }
}
