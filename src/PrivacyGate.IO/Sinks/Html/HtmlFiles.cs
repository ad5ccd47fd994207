using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What was found of the two files themselves: differences that are no leak of the model.</summary>
internal static class HtmlFiles
{
    public static Markup Section(ModelResult model, string id)
    {
        Finding[] findings = [.. model.Report.Findings.Where(static finding => finding.Value is not null && ModelFigures.IsOfFiles(finding))];
        return findings.Length == 0 ? Markup.None : Markup.Of(
            $"""
            <h3>Checks of the files themselves</h3>
            {HtmlTable.Of(
                $"{id}-files",
                "Differences between members and non-members that are no leak, with their intervals; 0 is none",
                ["check", "what it tells", HtmlColumn.Number("value"), HtmlColumn.Number("interval")],
                findings.Select(Row))}
            """);
    }

    private static Markup[] Row(Finding finding) =>
    [
        HtmlText.Name(finding.Attack),
        Markup.Of($"{MetricNames.Of(finding.Metric)}"),
        Markup.Of($"<strong>{Figures.Value(finding.Value)}</strong>"),
        Markup.Of($"{Figures.Interval(finding.Lower, finding.Upper)} <small>{Figures.Confidence(finding.Confidence)}</small>"),
    ];
}
