using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The same figures for parts of the records.</summary>
internal static class HtmlSlices
{
    private const int Limit = 30;

    private static readonly HtmlColumn[] Columns =
    [
        "slice", "attack", "metric", HtmlColumn.Number("value"), HtmlColumn.Number("interval"), HtmlColumn.Number("budget"), "interval and budget drawn",
    ];

    public static Markup Section(ModelResult model, string id) => Markup.Lines(Table(model, id), Undecided(model.Verdict));

    private static Markup Table(ModelResult model, string id)
    {
        Finding[] all =
        [
            .. model.Report.Findings
                .Where(finding => finding.Slice != SliceIds.All && finding.Value is not null)
                .OrderByDescending(finding => finding.Metric == MetricIds.Advantage)
                .ThenByDescending(finding => finding.Value),
        ];
        if (all.Length == 0)
        {
            return Markup.None;
        }

        Finding[] shown = [.. all.Take(Limit)];
        IntervalScale scale = IntervalScale.For(shown.Where(IsDrawn).Select(finding => ((Finding?)finding, model.Budget.Advantage)));
        string more = all.Length > Limit ? $"; {Figures.Count(all.Length - Limit)} more in report.json" : "";
        return Markup.Of(
            $"""
            <h3>Slices</h3>
            {HtmlTable.Of($"{id}-slices", $"Parts of the records, largest value first{more}", Columns, shown.Select(finding => Row(finding, model.Budget, scale)))}
            """);
    }

    private static Markup[] Row(Finding finding, Budget budget, IntervalScale scale)
    {
        double? limit = ModelFigures.Limit(budget, finding.Metric);
        return
        [
            HtmlText.Name(finding.Slice),
            HtmlText.Name(finding.Attack),
            Markup.Of($"{MetricNames.Of(finding.Metric)}"),
            Markup.Of($"<strong>{Figures.Value(finding.Value, limit)}</strong>"),
            Markup.Of($"{Figures.Interval(finding.Lower, finding.Upper, limit)} ({Figures.Confidence(finding.Confidence)})"),
            Markup.Of($"{Figures.Limit(limit)}"),
            IsDrawn(finding) ? IntervalPlot.Small(finding, limit, scale) : Markup.None,
        ];
    }

    private static Markup Undecided(Verdict verdict) => HtmlText.List(
        "Slices that these records cannot decide (they do not change the verdict)",
        verdict.UndecidedSlices.Select(slice => Markup.Of($"{HtmlText.Name(slice.Slice)}: {HtmlText.Sentence(slice.Message)}")),
        Limit);

    private static bool IsDrawn(Finding finding) => finding.Metric == MetricIds.Advantage;
}
