using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Every attack and slice of a model, folded away.</summary>
internal static class AttackDetails
{
    private const int MostAttacks = 40;
    private const int MostSlices = 10;

    private static readonly string[] Columns = ["attack", "advantage", "interval", "AUC", "TPR at FPR 1%", "TPR at FPR 0.1%"];

    public static string Of(ModelResult model)
    {
        string content = string.Join("\n\n", new[] { Attacks(model), Slices(model), Refused(model) }.Where(part => part.Length > 0));
        return Markdown.Folded($"Every attack on {Html.Name(model.Name)}", content);
    }

    private static string Attacks(ModelResult model)
    {
        string[] rows =
        [
            .. from finding in model.Report.Findings
               where finding is { Metric: MetricIds.Advantage, Slice: SliceIds.All } && finding.Attack != AttackIds.Battery
               orderby finding.Value descending
               select Row(model, finding),
        ];
        return rows.Length == 0 ? "" : Markdown.Table(Columns, rows.Take(MostAttacks));
    }

    private static string Row(ModelResult model, Finding advantage)
    {
        string Other(string metric) => model.Report.Findings
            .FirstOrDefault(finding => finding.Attack == advantage.Attack && finding.Metric == metric && finding.Slice == SliceIds.All) is { } found
            ? Figures.Value(found.Value) : "";
        return Markdown.Row(
            MarkdownText.Cell(advantage.Attack),
            Figures.Value(advantage.Value, model.Budget.Advantage),
            Figures.Interval(advantage.Lower, advantage.Upper, model.Budget.Advantage),
            Other(MetricIds.Auc),
            Other(MetricIds.TprAtOnePercent),
            Other(MetricIds.TprAtOnePerMille));
    }

    private static string Slices(ModelResult model)
    {
        Finding[] slices =
        [
            .. model.Report.Findings
                .Where(finding => finding.Metric == MetricIds.Advantage && finding.Slice != SliceIds.All && finding.Value is not null)
                .OrderByDescending(finding => finding.Value),
        ];
        string more = slices.Length > MostSlices ? $"\n\n{Figures.Count(slices.Length - MostSlices)} more slices in report.md." : "";
        return slices.Length == 0 ? "" : Markdown.Table(
            ["slice", "advantage", "interval"],
            slices.Take(MostSlices).Select(slice => Markdown.Row(
                MarkdownText.Cell(slice.Slice),
                Figures.Value(slice.Value, model.Budget.Advantage),
                Figures.Interval(slice.Lower, slice.Upper, model.Budget.Advantage)))) + more;
    }

    private static string Refused(ModelResult model) => Markdown.List(
        "Not run:",
        model.Report.Refused.Select(refused => $"{MarkdownText.Name(refused.Attack)}: {Markdown.Sentence(refused.Reason)}"),
        MostAttacks);
}
