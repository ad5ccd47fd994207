using PrivacyGate.Auditing.Findings;
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

            {QueryCostFigures.Lead}{Scores(costs)}

            | attack | queries a record | membership advantage | {Figures.Confidence(QueryCost.Confidence)} interval | area under the ROC curve |
            |---|---|---|---|---|
            {string.Join('\n', costs.SelectMany(static cost => cost.Points, static (cost, point) => Row(cost.Attack, point)))}
            """.ReplaceLineEndings("\n");
    }

    private static string Scores(QueryCost[] costs)
    {
        string[] lines = [.. costs
            .Where(static cost => cost.Description is not null)
            .Select(static cost => $"- {MarkdownText.Name(cost.Attack)}: {MarkdownText.Sentence(cost.Description!)}")];
        return lines.Length == 0 ? "" : "\n\n" + string.Join('\n', lines);
    }

    private static string Row(string attack, QueryCostPoint point) => MarkdownModel.TableRow(
        MarkdownText.Cell(attack),
        Figures.Count((long)Math.Round(point.Queries)),
        Figures.Value(point.Advantage),
        Figures.Interval(point.Lower, point.Upper),
        Figures.Value(point.Auc));
}
