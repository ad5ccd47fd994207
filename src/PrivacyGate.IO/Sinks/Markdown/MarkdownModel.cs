using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Markdown;

/// <summary>One model's part of report.md.</summary>
internal static class MarkdownModel
{
    private const int MostRows = 30;
    private const int MostLines = 50;

    public static string Section(ModelView model)
    {
        string[] parts =
        [
            $"## {MarkdownText.Name(model.Name)}: {model.Verdict}",
            model.Meaning,
            .. model.Lists.Select(static list => List($"**{list.Title}**", list, MostLines)),
            Attacks(model.Attacks),
            Files(model.Files),
            QueryCosts(model.QueryCosts),
            Slices(model.Slices),
            List($"### {model.UndecidedSlices.Title}", model.UndecidedSlices, MostRows),
            List($"### {model.NotMeasured.Title}", model.NotMeasured, MostLines),
            Records(model.Provenance),
            Method(model.Provenance),
        ];
        return string.Join("\n\n", parts.Where(static part => part.Length > 0));
    }

    private static string Attacks(AttackTable table)
    {
        var rows = table.Rows.Where(static row => row.IsMeasured).Select(row => MarkdownText.Row(
            [row.ShownBy is { } shown ? $"{MarkdownText.Cell(row.Attack)}, {MarkdownText.Cell(shown)}" : MarkdownText.Cell(row.Attack), .. table.Metrics.Select(metric => Cell(row.MeasuredOf(metric.Id)))]));
        var budgets = MarkdownText.Row(["budget", .. table.Metrics.Select(static metric => metric.Budget)]);
        var note = table.Note is { } text ? $"\n\n{text}" : "";
        return table.Metrics.Count == 0 ? ""
            : $"### Attacks, over all records\n\nWorst first; in brackets {MarkdownText.Sentence(table.Levels)}.\n\n{MarkdownText.Table(["attack", .. table.Metrics.Select(static metric => MarkdownText.Sentence(metric.Title))], rows.Prepend(budgets))}{note}";
    }

    private static string Cell(FigureView? figure) => figure is null ? "" : $"{figure.Value} ({figure.Interval})";

    private static string Files(FilesView files)
    {
        string[] parts =
        [
            files.Sentence is { } sentence ? MarkdownText.Sentence(sentence) : "",
            Table(["column", "how it differs", "effect", "p-value for all columns"], files.Columns, static row =>
                [MarkdownText.Cell(row.Column), MarkdownText.Sentence(row.Difference), row.Effect, row.PValue]),
            Table(["check", "what it tells", "value", "interval"], files.Checks, static row =>
                [MarkdownText.Cell(row.Check), MarkdownText.Sentence(row.Metric), row.Figure.Value, $"{row.Figure.Interval} ({row.Figure.Confidence})"]),
        ];
        return files.IsEmpty ? "" : $"### Checks of the files themselves\n\n{string.Join("\n\n", parts.Where(static part => part.Length > 0))}";
    }

    private static string QueryCosts(IReadOnlyList<QueryCostView> costs)
    {
        var asked = string.Concat(costs.Where(static cost => cost.Description is not null).Select(static cost => $"\n- {MarkdownText.Name(cost.Attack)}: {MarkdownText.Sentence(cost.Description!)}"));
        var rows = costs.SelectMany(static cost => cost.Rows, static (cost, row) =>
            MarkdownText.Row(MarkdownText.Cell(cost.Attack), row.Queries, row.Advantage.Value, row.Advantage.Interval, row.Auc));
        string[] columns = ["attack", "queries a record", "membership advantage", $"{Figures.Confidence(QueryCost.Confidence)} interval", "area under the ROC curve"];
        return costs.Count == 0 ? ""
            : $"### {ModelView.QueryCostsTitle}\n\n{ModelView.QueryCostsLead}{(asked.Length > 0 ? "\n" : "")}{asked}\n\n{MarkdownText.Table(columns, rows)}";
    }

    private static string Slices(IReadOnlyList<SliceRow> slices)
    {
        var table = Table(["attack", "metric", "slice", "value", "interval", "budget"], slices, static row =>
        [
            MarkdownText.Cell(row.Attack),
            MarkdownText.Sentence(row.Metric),
            MarkdownText.Cell(row.Slice),
            row.Figure.Value,
            $"{row.Figure.Interval} ({row.Figure.Confidence})",
            row.Figure.Budget,
        ]);
        return table.Length == 0 ? "" : $"### Slices, largest value first\n\n{table}";
    }

    private static string Records(Provenance provenance)
    {
        var rows = provenance.Sides.Select(static side =>
            $"|{string.Concat(new[] { side.Side, side.Judged, side.Equal }.Concat(side.Fit).Select(static cell => cell.Length == 0 ? " |" : $" {cell} |"))}");
        return $"### Records and {provenance.FitWord}\n\n{MarkdownText.Table(["side", "records judged", "dropped as equal", .. provenance.FitNames], rows)}";
    }

    private static string Method(Provenance provenance)
    {
        IEnumerable<(string Term, Phrase Fact)> shadows = provenance.ShadowsWithSeconds is { } told ? [("shadow models", told)] : [];
        var facts = provenance.Model.Concat(shadows).Concat(provenance.Audit).Select(static fact => $"- {fact.Term}: {MarkdownText.Line(fact.Fact)}");
        var methods = string.Join('\n', provenance.Methods.Select(static row => $"- {MarkdownText.Sentence(row.Metrics)}. {MarkdownText.Sentence(row.Text)}"));
        return $"### Method and provenance\n\n{string.Join('\n', facts)}{(methods.Length > 0 ? "\n\n" : "")}{methods}";
    }

    private static string Table<T>(string[] columns, IReadOnlyList<T> rows, Func<T, string[]> cells)
    {
        var more = rows.Count > MostRows ? $"\n\n{Figures.Count(rows.Count - MostRows)} more in report.json." : "";
        return rows.Count == 0 ? "" : MarkdownText.Table(columns, rows.Take(MostRows).Select(row => MarkdownText.Row(cells(row)))) + more;
    }

    private static string List(string title, ListView list, int limit)
    {
        var more = list.Lines.Count > limit ? $"\n- {Figures.Count(list.Lines.Count - limit)} more in report.json" : "";
        return list.Lines.Count == 0 ? "" : $"{title}\n\n{string.Join('\n', list.Lines.Take(limit).Select(static line => $"- {MarkdownText.Line(line)}"))}{more}";
    }
}
