using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Every attack and slice of a model, folded away.</summary>
internal static class AttackDetails
{
    private const int MostAttacks = 40;
    private const int MostSlices = 10;

    private static readonly string[] Columns = ["attack", "advantage", "interval", "AUC", "TPR at FPR 1%", "TPR at FPR 0.1%"];

    public static string Of(ModelView model)
    {
        string[] parts = [Attacks(model.Attacks), Slices([.. model.Slices.Where(static row => row.IsAdvantage)]), Markdown.List(model.NotRun.Title, model.NotRun.Lines, MostAttacks)];
        return Markdown.Folded($"Every attack on {MarkdownText.Html(model.Name)}", string.Join("\n\n", parts.Where(static part => part.Length > 0)));
    }

    private static string Attacks(AttackTable table)
    {
        string[] rows =
        [
            .. from row in table.Rows
               let advantage = row.ShownBy is null ? row.Advantage : null
               where advantage is not null
               select MarkdownText.Row(
                   MarkdownText.Cell(row.Attack),
                   advantage.Value,
                   advantage.Interval,
                   row.Of(MetricIds.Auc)?.Value ?? "",
                   row.Of(MetricIds.TprAtOnePercent)?.Value ?? "",
                   row.Of(MetricIds.TprAtOnePerMille)?.Value ?? ""),
        ];
        return rows.Length == 0 ? "" : MarkdownText.Table(Columns, rows.Take(MostAttacks));
    }

    private static string Slices(IReadOnlyList<SliceRow> slices)
    {
        var more = slices.Count > MostSlices ? $"\n\n{Figures.Count(slices.Count - MostSlices)} more slices in report.md." : "";
        var rows = slices.Take(MostSlices).Select(static row => MarkdownText.Row(MarkdownText.Cell(row.Slice), row.Figure.Value, row.Figure.Interval));
        return slices.Count == 0 ? "" : MarkdownText.Table(["slice", "advantage", "interval"], rows) + more;
    }
}
