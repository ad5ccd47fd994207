namespace PrivacyGate.Auditing.Controls;

/// <summary>What a report lists of the columns that differ: a few hundred tell as much as a hundred thousand genes.</summary>
internal static class ListedDifferences
{
    public const int Most = 200;

    /// <summary>The surest, and the rows per person wherever they stand: they are another matter than columns.</summary>
    public static IReadOnlyList<ColumnDifference> Of(IReadOnlyList<ColumnDifference> differences) =>
        [.. differences.Where(static (difference, i) => i < Most || difference.Kind == ColumnKind.RowsPerPerson)];
}
