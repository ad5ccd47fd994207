using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>What was found of the two files themselves: differences that are no leak of the model.</summary>
public sealed class FilesView(ModelResult model)
{
    /// <summary>Below this a p-value is a matter of the approximation behind it.</summary>
    private const double SmallestPValue = 1e-4;

    /// <summary>The largest shift between the files that no control excludes, or null where none was measured or the audit is invalid anyway.</summary>
    public string? Sentence { get; } = model.Verdict.Kind == VerdictKind.Invalid ? null : SentenceOf(model.Report);

    /// <summary>Surest first.</summary>
    public IReadOnlyList<ColumnRow> Columns { get; } = [.. model.Report.ColumnDifferences.Select(Row)];

    public IReadOnlyList<CheckRow> Checks { get; } =
    [
        .. model.Report.Findings
            .Where(static finding => finding.Value is not null && ModelFigures.IsOfFiles(finding))
            .Select(static finding => new CheckRow(finding.Attack, MetricNames.Of(finding.Metric), FigureView.Of(finding, limit: null))),
    ];

    public bool IsEmpty => Sentence is null && Columns.Count == 0 && Checks.Count == 0;

    private static string? SentenceOf(AuditReport report)
    {
        var widest = report.Findings
            .Where(static finding => finding is { Metric: MetricIds.Control, Upper: not null })
            .MaxBy(static finding => finding.Upper);
        var found = report.ColumnDifferences.Any(static difference => difference.Kind == ColumnKind.RowsPerPerson) ? "Beyond the rows per person, no difference" : "No difference";
        return widest is null ? null
            : $"{found} that matters was found. A shift of up to {Figures.Value(widest.Upper)} between the two files, without any leak, cannot be excluded ({PlainText.OneLine(widest.Attack)}).";
    }

    private static ColumnRow Row(ColumnDifference difference) => new(
        difference.Kind switch
        {
            ColumnKind.Label => Phrase.Of($"the label"),
            ColumnKind.RowsPerPerson => Phrase.Of($"rows per person"),
            _ => Phrase.Of($"{Phrase.Name(difference.Column)}"),
        },
        difference.Difference,
        Figures.Value(difference.Effect),
        difference.PValue < SmallestPValue ? "below 0.0001" : difference.PValue.ToString("0.####", CultureInfo.InvariantCulture));
}
