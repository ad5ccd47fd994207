using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What was found of the two files themselves: differences that are no leak of the model.</summary>
internal static class MarkdownFiles
{
    private const int Limit = 30;

    public static string? Section(ModelResult model)
    {
        Finding[] findings = [.. model.Report.Findings.Where(static finding => finding.Value is not null && ModelFigures.IsOfFiles(finding))];
        string?[] parts =
        [
            ControlSentence.Of(model) is { } sentence ? MarkdownText.Sentence(sentence) : null,
            Table(["column", "how it differs", "effect", "p-value for all columns"], model.Report.ColumnDifferences.Select(Row)),
            Table(["check", "what it tells", "value", "interval"], findings.Select(Row)),
        ];
        string[] there = [.. parts.OfType<string>()];
        return there.Length == 0 ? null : $"### Checks of the files themselves\n\n{string.Join("\n\n", there)}";
    }

    private static string[] Row(ColumnDifference difference) =>
    [
        difference.Kind == ColumnKind.Feature ? MarkdownText.Cell(difference.Column) : ControlSentence.KindOf(difference),
        MarkdownText.Sentence(difference.Difference),
        Figures.Value(difference.Effect),
        ControlSentence.PValue(difference.PValue),
    ];

    private static string[] Row(Finding finding) =>
    [
        MarkdownText.Cell(finding.Attack),
        MarkdownText.Metric(finding.Metric),
        Figures.Value(finding.Value),
        $"{Figures.Interval(finding.Lower, finding.Upper)} ({Figures.Confidence(finding.Confidence)})",
    ];

    private static string? Table(string[] columns, IEnumerable<string[]> rows)
    {
        string[] all = [.. rows.Select(static row => MarkdownModel.TableRow(row))];
        string more = all.Length > Limit ? $"\n\n{Figures.Count(all.Length - Limit)} more in report.json." : "";
        return all.Length == 0 ? null
            : $"{MarkdownModel.TableRow(columns)}\n|{string.Concat(columns.Select(_ => "---|"))}\n{string.Join('\n', all.Take(Limit))}{more}";
    }
}
