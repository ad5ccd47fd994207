using System.Globalization;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>What the negative controls say, in words.</summary>
internal static class ControlSentence
{
    /// <summary>Below this a p-value is a matter of the approximation behind it.</summary>
    private const double SmallestPValue = 1e-4;

    /// <summary>The largest shift between the files that no control excludes, or null where none was measured or the audit is invalid anyway.</summary>
    public static string? Of(ModelResult model)
    {
        Finding? widest = model.Report.Findings
            .Where(static finding => finding is { Metric: MetricIds.Control, Upper: not null })
            .MaxBy(static finding => finding.Upper);
        if (widest is null || model.Verdict.Kind == VerdictKind.Invalid)
        {
            return null;
        }

        string found = model.Report.ColumnDifferences.Any(static difference => difference.Kind == ColumnKind.RowsPerPerson) ? "Beyond the rows per person, no difference" : "No difference";
        return $"{found} that matters was found. A shift of up to {Figures.Value(widest.Upper)} between the two files, without any leak, cannot be excluded ({PlainText.OneLine(widest.Attack)}).";
    }

    /// <summary>What a column is that has no name.</summary>
    public static string KindOf(ColumnDifference difference) => difference.Kind switch
    {
        ColumnKind.Label => "the label",
        ColumnKind.RowsPerPerson => "rows per person",
        _ => difference.Column,
    };

    public static string PValue(double value) =>
        value < SmallestPValue ? "below 0.0001" : value.ToString("0.####", CultureInfo.InvariantCulture);
}
