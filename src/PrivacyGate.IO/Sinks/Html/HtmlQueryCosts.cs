using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What the findings of attacks that ask more than once cost an attacker: drawn, and as a table.</summary>
internal static class HtmlQueryCosts
{
    public static Markup Section(ModelView model, string id)
    {
        var costs = model.QueryCosts;
        var decades = Math.Max(1, (int)Math.Ceiling(Math.Log10(costs.Select(static cost => cost.Drawn.Points[^1].Queries).DefaultIfEmpty(1).Max())));
        return costs.Count == 0 ? Markup.None : Markup.Of(
            $"""
            <h3>{ModelView.QueryCostsTitle}</h3>
            <p>{ModelView.QueryCostsLead} The line across is the budget.</p>
            <div class="panels">
            {Markup.Lines(costs.Select(cost => Panel(cost, decades, model.Advantage.Limit)))}
            </div>
            <details>
            <summary>The same in numbers</summary>
            {Table(costs, $"{id}-queries")}
            </details>
            """);
    }

    private static Markup Panel(QueryCostView cost, int decades, double? limit) => Markup.Of(
        $"""
        <figure>
        <figcaption>{HtmlText.Name(cost.Attack)}{(cost.Description is { } description ? Markup.Of($" <small>{HtmlText.Sentence(description)}</small>") : Markup.None)}</figcaption>
        {QueryCostPlot.Of(cost.Drawn, decades, limit)}
        </figure>
        """);

    private static Markup Table(IReadOnlyList<QueryCostView> costs, string id) => HtmlTable.Of(
        id,
        $"Membership advantage after so many queries a record, with {Figures.Confidence(QueryCost.Confidence)} intervals for each point alone",
        ["attack", HtmlColumn.Number("queries a record"), HtmlColumn.Number("membership advantage"), HtmlColumn.Number("area under the ROC curve")],
        costs.SelectMany(static cost => cost.Rows, static (cost, row) => (Markup[])
            [HtmlText.Name(cost.Attack), HtmlText.Text(row.Queries), HtmlText.Figure(row.Advantage), HtmlText.Text(row.Auc)]));
}
