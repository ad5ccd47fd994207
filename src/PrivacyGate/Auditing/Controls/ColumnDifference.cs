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
