namespace PrivacyGate.LabelOnly.Queries;

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
