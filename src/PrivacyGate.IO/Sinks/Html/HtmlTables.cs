using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The tables of one model: attacks, slices, and what was found of the files.</summary>
internal static class HtmlTables
{
    private const int MostColumns = 30;

    private static readonly HtmlColumn[] SliceColumns =
    [
        "slice", "attack", "metric", HtmlColumn.Number("value"), HtmlColumn.Number("interval"), HtmlColumn.Number("budget"), "interval and budget drawn",
    ];

    public static Markup Attacks(AttackTable table, string id)
    {
        AttackRow[] rows = [.. table.Rows.Where(static row => row.IsMeasured)];
        var scale = IntervalScale.For(rows.Select(static row => row.MeasuredOf(MetricIds.Advantage)).OfType<FigureView>());
        Markup[] budgets = [HtmlText.Text("budget"), Markup.None, .. table.Metrics.Select(static metric => HtmlText.Text(metric.Budget))];
        return rows.Length == 0 ? Markup.None : Markup.Lines(
            Markup.Of(
                $"""
                <h3>Attacks, over all records</h3>
                {HtmlTable.Of(
                    $"{id}-attacks",
                    $"Every attack that ran, worst first, with the budget in the first row; intervals of {table.Confidences} confidence",
                    ["attack", "advantage and budget drawn", .. table.Metrics.Select(static metric => HtmlColumn.Number(metric.Title))],
                    [budgets, .. rows.Select(row => Row(row, table.Metrics, scale))])}
                """),
            table.Note is { } note ? Markup.Of($"<p>{note}</p>") : Markup.None);
    }

    private static Markup[] Row(AttackRow row, IReadOnlyList<AttackMetric> metrics, IntervalScale scale) =>
    [
        row.ShownBy is { } shown ? Markup.Of($"{HtmlText.Name(row.Attack)} <small>{AttackTable.Battery}; {HtmlText.Line(shown)}</small>") : HtmlText.Name(row.Attack),
        IntervalPlot.Small(row.Advantage, scale),
        .. metrics.Select(metric => HtmlText.Figure(row.MeasuredOf(metric.Id))),
    ];

    public static Markup Slices(IReadOnlyList<SliceRow> slices, int most, string id)
    {
        SliceRow[] shown = [.. slices.Take(most)];
        var scale = IntervalScale.For(shown.Where(static row => row.IsAdvantage).Select(static row => row.Figure));
        return shown.Length == 0 ? Markup.None : Markup.Of(
            $"""
            <h3>Slices</h3>
            {HtmlTable.Of($"{id}-slices", $"Parts of the records, largest value first{More(slices.Count - most)}", SliceColumns, shown.Select(row => Row(row, scale)))}
            """);
    }

    private static Markup[] Row(SliceRow row, IntervalScale scale) =>
    [
        HtmlText.Name(row.Slice),
        HtmlText.Name(row.Attack),
        HtmlText.Text(row.Metric),
        HtmlText.Strong(row.Figure.Value),
        HtmlText.Text($"{row.Figure.Interval} ({row.Figure.Confidence})"),
        HtmlText.Text(row.Figure.Budget),
        row.IsAdvantage ? IntervalPlot.Small(row.Figure, scale) : Markup.None,
    ];

    public static Markup Files(FilesView files, string id) => files.IsEmpty ? Markup.None : Markup.Of(
        $"""
        <h3>Checks of the files themselves</h3>
        {Markup.Lines(
            files.Sentence is { } sentence ? Markup.Of($"<p>{HtmlText.Sentence(sentence)}</p>") : Markup.None,
            Columns(files.Columns, id),
            Checks(files.Checks, id))}
        """);

    private static Markup Columns(IReadOnlyList<ColumnRow> columns, string id) => columns.Count == 0 ? Markup.None : HtmlTable.Of(
        $"{id}-columns",
        $"Columns that tell members from non-members by themselves, surest first{More(columns.Count - MostColumns)}",
        ["column", "how it differs", HtmlColumn.Number("effect"), HtmlColumn.Number("p-value for all columns")],
        columns.Take(MostColumns).Select(static row => (Markup[])[HtmlText.Line(row.Column), HtmlText.Sentence(row.Difference), HtmlText.Strong(row.Effect), HtmlText.Text(row.PValue)]));

    private static Markup Checks(IReadOnlyList<CheckRow> checks, string id) => checks.Count == 0 ? Markup.None : HtmlTable.Of(
        $"{id}-files",
        "Differences between members and non-members that are no leak, with their intervals; 0 is none",
        ["check", "what it tells", HtmlColumn.Number("value"), HtmlColumn.Number("interval")],
        checks.Select(static row => (Markup[])
        [
            HtmlText.Name(row.Check), HtmlText.Text(row.Metric), HtmlText.Strong(row.Figure.Value), Markup.Of($"{row.Figure.Interval} <small>{row.Figure.Confidence}</small>"),
        ]));

    private static string More(int left) => left > 0 ? $"; {Figures.Count(left)} more in report.json" : "";
}
