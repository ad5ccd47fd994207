using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing.Controls;

/// <summary>A column that tells members from non-members by itself, without any model.</summary>
/// <param name="Kind">What the column is.</param>
/// <param name="Column">Its name; empty for <see cref="ColumnKind.Label"/> and <see cref="ColumnKind.RowsPerPerson"/>.</param>
/// <param name="Difference">How the sides differ, in words.</param>
/// <param name="Effect">Difference of two shares, or P(member's larger) - P(non-member's larger), or Cramer's V; more than .10 either way.</param>
/// <param name="PValue">Adjusted by Holm for all columns.</param>
public sealed record ColumnDifference(ColumnKind Kind, string Column, string Difference, double Effect, double PValue);

/// <summary>What a column of the controls is.</summary>
public enum ColumnKind
{
    /// <summary>One the model reads.</summary>
    Feature,

    /// <summary>The true class.</summary>
    Label,

    /// <summary>How many records each person has on a side.</summary>
    RowsPerPerson,
}

/// <summary>What a report lists of the columns that differ: a few hundred tell as much as a hundred thousand genes.</summary>
internal static class ListedDifferences
{
    public const int Most = 200;

    /// <summary>The surest, and the rows per person wherever they stand: they are another matter than columns.</summary>
    public static IReadOnlyList<ColumnDifference> Of(IReadOnlyList<ColumnDifference> differences) =>
        [.. differences.Where(static (difference, i) => i < Most || difference.Kind == ColumnKind.RowsPerPerson)];
}

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
