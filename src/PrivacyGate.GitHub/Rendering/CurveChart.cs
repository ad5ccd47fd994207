using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The ROC curve at low false-positive rates, drawn by Mermaid, and the same figures as a table: e-mail and the mobile app draw nothing.</summary>
internal static class CurveChart
{
    private const int MostModels = 3;

    // Mermaid's own first colour is next to white. These stand out 3 to 1 from light and dark pages alike.
    private const string Colours = "%%{init: {'themeVariables': {'xyChart': {'plotColorPalette': '#3b82f6, #808a96'}}}}%%";

    /// <summary>Of the worst models that have a curve.</summary>
    public static IEnumerable<string> Of(GateRun run) =>
        from model in ModelFigures.WorstFirst(run.Report.Models)
        let curve = CurveOf(model)
        where curve is not null
        select Markdown.Folded($"How many members are found at how many false alarms: {Html.Name(model.Name)}", Drawing(curve)) into part
        select part;

    public static IEnumerable<string> OfWorst(GateRun run) => Of(run).Take(MostModels);

    // Of the attack that the verdict rests on; of another only where that one has no threshold low enough.
    private static AttackCurve? CurveOf(ModelResult model)
    {
        string? worst = ModelFigures.Headline(model)?.ShownBy;
        return model.Report.Curves.Where(curve => curve.Points.Count > 1).OrderByDescending(curve => curve.Attack == worst).FirstOrDefault();
    }

    private static string Drawing(AttackCurve curve)
    {
        IReadOnlyList<CurvePoint> points = curve.Points;
        string chart = string.Join('\n',
            "```mermaid",
            Colours,
            "xychart-beta",
            $"    x-axis \"false-positive rate\" [{string.Join(", ", points.Select(point => Number(point.Fpr)))}]",
            $"    y-axis \"true-positive rate\" 0 --> {Number(Math.Max(0.01, Math.Max(points.Max(point => point.Tpr), points.Max(point => point.Fpr))))}",
            $"    line [{string.Join(", ", points.Select(point => Number(point.Tpr)))}]",
            $"    line [{string.Join(", ", points.Select(point => Number(point.Fpr)))}]",
            "```");
        string table = Markdown.Table(
            ["false-positive rate", "members found", $"{Figures.Confidence(AttackCurve.Confidence)} interval", "by guessing"],
            points.Select(point => Markdown.Row(Number(point.Fpr), Figures.Value(point.Tpr), Figures.Interval(point.Lower, point.Upper), Number(point.Fpr))));
        return $"Attack {MarkdownText.Name(curve.Attack)}: the share of members it finds (first line, blue) where it may accuse that share of non-members, and what guessing finds (second line, grey).\n\n{chart}\n\n{table}";
    }

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
