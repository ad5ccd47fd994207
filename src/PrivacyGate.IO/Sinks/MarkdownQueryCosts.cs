using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What the findings of attacks that ask more than once cost an attacker.</summary>
internal static class MarkdownQueryCosts
{
    public static string? Section(ModelResult model)
    {
        QueryCost[] costs = QueryCostFigures.OfSeveralQueries(model);
        return costs.Length == 0 ? null :
            $"""
            ### {QueryCostFigures.Title}

            {QueryCostFigures.Lead}

            | attack | queries a record | membership advantage | {Figures.Confidence(QueryCost.Confidence)} interval | area under the ROC curve |
            |---|---|---|---|---|
            {string.Join('\n', costs.SelectMany(static cost => cost.Points, static (cost, point) => Row(cost.Attack, point)))}
            """.ReplaceLineEndings("\n");
    }

    private static string Row(string attack, QueryCostPoint point) => MarkdownModel.TableRow(
        MarkdownText.Cell(attack),
        Figures.Count((long)Math.Round(point.Queries)),
        Figures.Value(point.Advantage),
        Figures.Interval(point.Lower, point.Upper),
        Figures.Value(point.Auc));
}
