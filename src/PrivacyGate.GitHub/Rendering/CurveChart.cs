using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>The ROC curve at low false-positive rates, drawn by Mermaid, and the same figures as a table: e-mail and the mobile app draw nothing.</summary>
internal static class CurveChart
{
    // Mermaid's own first colour is next to white. These stand out 3 to 1 from light and dark pages alike.
    private const string Colours = "%%{init: {'themeVariables': {'xyChart': {'plotColorPalette': '#3b82f6, #808a96'}}}}%%";

    /// <summary>Of the models that have a curve.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<ModelView> models) =>
        from model in models
        let curve = model.MainCurve
        where curve is not null
        select Markdown.Folded($"How many members are found at how many false alarms: {MarkdownText.Html(model.Name)}", Drawing(curve));

    private static string Drawing(CurveView curve)
    {
        var points = curve.Drawn.Points;
        var chart = string.Join('\n',
            "```mermaid",
            Colours,
            "xychart-beta",
            $"    x-axis \"false-positive rate\" [{string.Join(", ", points.Select(point => Number(point.Fpr)))}]",
            $"    y-axis \"true-positive rate\" 0 --> {Number(Math.Max(0.01, Math.Max(points.Max(point => point.Tpr), points.Max(point => point.Fpr))))}",
            $"    line [{string.Join(", ", points.Select(point => Number(point.Tpr)))}]",
            $"    line [{string.Join(", ", points.Select(point => Number(point.Fpr)))}]",
            "```");
        var table = MarkdownText.Table(
            ["false-positive rate", "members found", $"{Figures.Confidence(AttackCurve.Confidence)} interval", "by guessing"],
            curve.Rows.Select(row => MarkdownText.Row(Number(row.Fpr), row.Tpr.Value, row.Tpr.Interval, Number(row.Fpr))));
        return $"Attack {MarkdownText.Name(curve.Attack)}: the share of members it finds (first line, blue) where it may accuse that share of non-members, and what guessing finds (second line, grey).\n\n{chart}\n\n{table}";
    }

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
