using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What reports tell of the queries an attacker needs.</summary>
internal static class QueryCostFigures
{
    public const string Title = "What it costs an attacker";

    public const string Lead = "These attacks ask about changed copies of a record, and get further the more often they may ask; every other attack asks once. A limit on queries helps only as far as the advantage below it is small.";

    /// <summary>The attacks that ask more than once, in the order of the report; none where nothing was measured.</summary>
    public static QueryCost[] OfSeveralQueries(ModelResult model) =>
        [.. model.Report.QueryCosts.Where(static cost => cost.Points[^1].Queries > 1)];
}
