using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// What other numbers of rows per person leave of an audit. <see cref="EvenRows"/> keeps its figures sound, so what is
/// proven to leak leaks; but persons are judged by fewer rows than an attacker has, so nothing is proven not to.
/// </summary>
internal static class RowsReservation
{
    public static IEnumerable<Diagnostic> Of(IReadOnlyList<ColumnDifference> differences) => differences
        .Where(static difference => difference.Kind == ColumnKind.RowsPerPerson)
        .Select(static difference => Diagnostic.Warning(
            DiagnosticIds.RowsPerPersonDiffer,
            $"members and non-members differ in rows per person ({difference.Difference}), so persons are judged by fewer rows than an attacker has, and no pass can be given; divide the data by persons, not by rows, with all rows of a person on one side"));
}
