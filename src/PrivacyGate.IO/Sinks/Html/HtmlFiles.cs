using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What was found of the two files themselves: differences that are no leak of the model.</summary>
internal static class HtmlFiles
{
    private const int Limit = 30;

    public static Markup Section(ModelResult model, string id)
    {
        Finding[] findings = [.. model.Report.Findings.Where(static finding => finding.Value is not null && ModelFigures.IsOfFiles(finding))];
        return findings.Length == 0 && model.Report.ColumnDifferences.Count == 0 ? Markup.None : Markup.Of(
            $"""
            <h3>Checks of the files themselves</h3>
            {Markup.Lines(
                ControlSentence.Of(model) is { } sentence ? Markup.Of($"<p>{HtmlText.Sentence(sentence)}</p>") : Markup.None,
                Columns(model.Report.ColumnDifferences, id),
                Checks(findings, id))}
            """);
    }

    private static Markup Checks(Finding[] findings, string id) => findings.Length == 0 ? Markup.None : HtmlTable.Of(
        $"{id}-files",
        "Differences between members and non-members that are no leak, with their intervals; 0 is none",
        ["check", "what it tells", HtmlColumn.Number("value"), HtmlColumn.Number("interval")],
        findings.Select(Row));

    private static Markup[] Row(Finding finding) =>
    [
        HtmlText.Name(finding.Attack),
        Markup.Of($"{MetricNames.Of(finding.Metric)}"),
        Markup.Of($"<strong>{Figures.Value(finding.Value)}</strong>"),
        Markup.Of($"{Figures.Interval(finding.Lower, finding.Upper)} <small>{Figures.Confidence(finding.Confidence)}</small>"),
    ];

    private static Markup Columns(IReadOnlyList<ColumnDifference> differences, string id) => differences.Count == 0 ? Markup.None : HtmlTable.Of(
        $"{id}-columns",
        $"Columns that tell members from non-members by themselves, surest first{(differences.Count > Limit ? $"; {Figures.Count(differences.Count - Limit)} more in report.json" : "")}",
        ["column", "how it differs", HtmlColumn.Number("effect"), HtmlColumn.Number("p-value for all columns")],
        differences.Take(Limit).Select(Row));

    private static Markup[] Row(ColumnDifference difference) =>
    [
        difference.Kind == ColumnKind.Feature ? HtmlText.Name(difference.Column) : Markup.Of($"{ControlSentence.KindOf(difference)}"),
        HtmlText.Sentence(difference.Difference),
        Markup.Of($"<strong>{Figures.Value(difference.Effect)}</strong>"),
        Markup.Of($"{ControlSentence.PValue(difference.PValue)}"),
    ];
}
