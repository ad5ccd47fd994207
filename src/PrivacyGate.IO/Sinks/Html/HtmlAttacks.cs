using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>Every attack's figures over all records: a row an attack, a column a metric.</summary>
internal static class HtmlAttacks
{
    public static Markup Section(ModelResult model, string id)
    {
        IReadOnlyList<IGrouping<string, Finding>> attacks = ModelFigures.Attacks(model);
        if (attacks.Count == 0)
        {
            return Markup.None;
        }

        Finding[] findings = [.. attacks.SelectMany(static own => own)];
        string[] metrics = [.. findings.Select(finding => finding.Metric).Distinct()];
        IntervalScale scale = IntervalScale.For(findings.Where(IsAdvantage).Select(finding => ((Finding?)finding, model.Budget.Advantage)));
        HtmlColumn[] columns = ["attack", "advantage and budget drawn", .. metrics.Select(metric => HtmlColumn.Number(MetricNames.Of(metric)))];
        var table = Markup.Of(
            $"""
            <h3>Attacks, over all records</h3>
            {HtmlTable.Of(
                $"{id}-attacks",
                $"Every attack that ran, worst first, with the budget in the first row; {Level(findings)}",
                columns,
                [Budgets(model.Budget, metrics), .. attacks.Select(own => Row([.. own], metrics, model.Budget, scale))])}
            """);
        return Markup.Lines(table, MetricNames.AttackersThreshold(findings) is { } note ? Markup.Of($"<p>{note}</p>") : Markup.None);
    }

    private static Markup[] Budgets(Budget budget, string[] metrics) =>
        [Markup.Of($"budget"), Markup.None, .. metrics.Select(metric => Markup.Of($"{Figures.Limit(ModelFigures.Limit(budget, metric))}"))];

    private static Markup[] Row(Finding[] own, string[] metrics, Budget budget, IntervalScale scale)
    {
        Finding? advantage = own.FirstOrDefault(IsAdvantage);
        Markup name = own[0].Attack == AttackIds.Battery
            ? Markup.Of($"{HtmlText.Name(own[0].Attack)} <small>all attacks together, held against the budget; shown by {HtmlText.Name(own[0].ShownBy)}</small>")
            : HtmlText.Name(own[0].Attack);
        return
        [
            name,
            IntervalPlot.Small(advantage, budget.Advantage, scale),
            .. metrics.Select(metric => Cell(own.FirstOrDefault(finding => finding.Metric == metric), ModelFigures.Limit(budget, metric))),
        ];
    }

    private static Markup Cell(Finding? finding, double? limit) => finding is null
        ? HtmlText.NoFigure
        : Markup.Of($"<strong>{Figures.Value(finding.Value, limit)}</strong> <small>{Figures.Interval(finding.Lower, finding.Upper, limit)}</small>");

    private static string Level(Finding[] findings) =>
        $"intervals of {string.Join(" and ", findings.Select(finding => finding.Confidence).Distinct().Order().Select(Figures.Confidence))} confidence";

    private static bool IsAdvantage(Finding finding) => finding.Metric == MetricIds.Advantage;
}
