using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What the findings of attacks that ask more than once cost an attacker: drawn, and as a table.</summary>
internal static class HtmlQueryCosts
{
    public static Markup Section(ModelResult model, string id)
    {
        QueryCost[] costs = QueryCostFigures.OfSeveralQueries(model);
        if (costs.Length == 0)
        {
            return Markup.None;
        }

        int decades = Math.Max(1, (int)Math.Ceiling(Math.Log10(costs.Max(static cost => cost.Points[^1].Queries))));
        return Markup.Of(
            $"""
            <h3>{QueryCostFigures.Title}</h3>
            <p>{QueryCostFigures.Lead} The line across is the budget.</p>
            <div class="panels">
            {Markup.Lines(costs.Select(cost => Panel(cost, decades, model.Budget.Advantage)))}
            </div>
            <details>
            <summary>The same in numbers</summary>
            {Table(costs, $"{id}-queries")}
            </details>
            """);
    }

    private static Markup Panel(QueryCost cost, int decades, double? limit) => Markup.Of(
        $"""
        <figure>
        <figcaption>{HtmlText.Name(cost.Attack)}{(cost.Description is { } description ? Markup.Of($" <small>{HtmlText.Sentence(description)}</small>") : Markup.None)}</figcaption>
        {QueryCostPlot.Of(cost, decades, limit)}
        </figure>
        """);

    private static Markup Table(QueryCost[] costs, string id) => HtmlTable.Of(
        id,
        $"Membership advantage after so many queries a record, with {Figures.Confidence(QueryCost.Confidence)} intervals for each point alone",
        ["attack", HtmlColumn.Number("queries a record"), HtmlColumn.Number(MetricNames.Of(MetricIds.Advantage)), HtmlColumn.Number(MetricNames.Of(MetricIds.Auc))],
        costs.SelectMany(static cost => cost.Points, static (cost, point) => Row(cost.Attack, point)));

    private static Markup[] Row(string attack, QueryCostPoint point) =>
    [
        HtmlText.Name(attack),
        Markup.Of($"{Figures.Count((long)Math.Round(point.Queries))}"),
        Markup.Of($"<strong>{Figures.Value(point.Advantage)}</strong> <small>{Figures.Interval(point.Lower, point.Upper)}</small>"),
        Markup.Of($"{Figures.Value(point.Auc)}"),
    ];
}
