using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>Refuses to judge an audit whose two files differ by more than the audit could tell from a leak. Comes before every other verdict: such a Fail would be as wrong as such a Pass.</summary>
internal static class ControlGuard
{
    /// <summary>The largest difference between the sides that is let be.</summary>
    private const double Most = 0.05;

    /// <summary>More columns are counted, not named.</summary>
    private const int MostNamed = 5;

    /// <summary>What is wrong, empty when nothing is.</summary>
    public static IReadOnlyList<Violation> Of(AuditReport report, Budget budget)
    {
        // Rows per person are made even before anything is measured: what a report says of them is a reservation.
        ColumnDifference[] columns = [.. report.ColumnDifferences.Where(static difference => difference.Kind != ColumnKind.RowsPerPerson)];

        // A classifier finds again what a column shows; it is asked for what no single column does.
        return columns.Length > 0 ? [Columns(columns, columns.Length + report.ColumnDifferencesLeftOut)] : [.. Differing(report.Findings, budget)];
    }

    private static IEnumerable<Violation> Differing(IReadOnlyList<Finding> findings, Budget budget)
    {
        var most = Math.Min(Most, (budget.Advantage ?? 1) / 2);
        return findings
            .Where(finding => finding.Metric == MetricIds.Control && finding.Lower > most)
            .OrderByDescending(static finding => finding.Lower)
            .Take(1)
            .Select(static control => new Violation(
                DiagnosticIds.SidesDiffer, control.ShownBy, control.Metric, control.Slice, control.Value, control.Lower, control.Upper, null, null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"members and non-members differ without any leak: {Who(control)} (advantage {control.Value:F2}, {100 * control.Confidence:0.#}% CI {control.Lower:F2}-{control.Upper:F2}); take both from one shuffled source")));
    }

    private static string Who(Finding control) => control.Attack == AttackIds.BlindControl
        ? "a classifier that sees the records alone, and never the model, tells them apart"
        : "models that saw neither tell them apart";

    private static Violation Columns(ColumnDifference[] columns, int count) =>
        new(DiagnosticIds.ColumnsShifted, AttackIds.ColumnControl, MetricIds.Control, SliceIds.All, columns[0].Effect, null, null, null, null, Shifted(columns, count));

    private static string Shifted(ColumnDifference[] columns, int count)
    {
        var names = string.Join(", ", columns.Take(MostNamed).Select(static column => $"{Name(column)} ({column.Difference})"));
        var more = count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {count - MostNamed} more") : "";
        var what = count == 1 ? "a column" : string.Create(CultureInfo.InvariantCulture, $"{count} columns");
        return $"members and non-members differ without any leak in {what}: {names}{more}; take both from one shuffled source, filled in the same way";
    }

    private static string Name(ColumnDifference column) => column.Kind == ColumnKind.Label ? "the label" : PlainText.Name(column.Column);
}
