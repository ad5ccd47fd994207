using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Controls;

namespace PrivacyGate.Gating;

/// <summary>Refuses to judge an audit whose two files differ by more than the audit could tell from a leak. Comes before every other verdict: such a Fail would be as wrong as such a Pass.</summary>
internal static class ControlGuard
{
    /// <summary>The largest difference between the sides that is let be.</summary>
    private const double Most = 0.05;

    /// <summary>More columns are counted, not named.</summary>
    private const int MostNamed = 5;

    /// <summary>What is wrong, what names the cause most closely first; empty when nothing is.</summary>
    public static IReadOnlyList<Violation> Of(AuditReport report, Budget budget)
    {
        ColumnDifference[] rows = [.. report.ColumnDifferences.Where(static difference => difference.Kind == ColumnKind.RowsPerPerson)];
        ColumnDifference[] columns = [.. report.ColumnDifferences.Except(rows)];
        Violation[] named =
        [
            .. rows.Select(static difference => Columns(DiagnosticIds.RowsPerPersonDiffer, difference, Rows(difference))),
            .. columns.Take(1).Select(first => Columns(DiagnosticIds.ColumnsShifted, first, Shifted(columns))),
        ];

        // A classifier finds again what a column shows; it is asked for what no single column does.
        return named.Length > 0 ? named : [.. Differing(report.Findings, budget)];
    }

    private static IEnumerable<Violation> Differing(IReadOnlyList<Finding> findings, Budget budget)
    {
        double most = Math.Min(Most, (budget.Advantage ?? 1) / 2);
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

    private static Violation Columns(string code, ColumnDifference first, string message) =>
        new(code, AttackIds.ColumnControl, MetricIds.Control, SliceIds.All, first.Effect, null, null, null, null, message);

    private static string Rows(ColumnDifference difference) =>
        $"members and non-members differ in rows per person ({difference.Difference}), which looks like a leak and is none; divide the data by persons, not by rows, with all rows of a person on one side";

    private static string Shifted(ColumnDifference[] columns)
    {
        string names = string.Join(", ", columns.Take(MostNamed).Select(static column => $"{Name(column)} ({column.Difference})"));
        string more = columns.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {columns.Length - MostNamed} more") : "";
        string what = columns.Length == 1 ? "a column" : string.Create(CultureInfo.InvariantCulture, $"{columns.Length} columns");
        return $"members and non-members differ without any leak in {what}: {names}{more}; take both from one shuffled source, filled in the same way";
    }

    private static string Name(ColumnDifference column) => column.Kind == ColumnKind.Label ? "the label" : $"'{AsciiText.Of(column.Column)}'";
}
