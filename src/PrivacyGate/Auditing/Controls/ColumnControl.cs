using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Controls;

/// <summary>
/// A negative control without any model: each column, the label and the number of rows a person has, held against the
/// sides. Units are persons, each by one row, since rows of one person are no independent witnesses.
/// </summary>
internal static class ColumnControl
{
    /// <summary>Of all columns together; of three controls .05.</summary>
    public const double Error = 0.05 / 3;

    /// <summary>Characters of a column's name that are told.</summary>
    private const int LongestName = 200;

    /// <summary>The columns proven to differ, surest first.</summary>
    /// <param name="sample">Records of both sides.</param>
    /// <param name="all">All units of the audit, for the rows of persons.</param>
    /// <param name="parallel">How many columns to look at side by side.</param>
    public static IReadOnlyList<ColumnDifference> Of(ControlSample sample, EvaluationSet all, ParallelOptions parallel)
    {
        var columns = sample.Columns.Count;
        var tests = new ColumnTest?[columns + 2];
        SideBySide.For(columns + 2, parallel, i => tests[i] =
            i < columns ? Feature(sample, i)
            : i == columns ? ColumnTest.Categories(Array.ConvertAll(sample.Labels, static label => (float)label), sample.IsMember, sample.TellsLabels ? sample.ClassNameOf : null)
            : RowsPerPerson(all));
        int[] tested = [.. Enumerable.Range(0, tests.Length).Where(i => tests[i] is not null)];
        var adjusted = Holm.Adjusted([.. tested.Select(i => tests[i]!.PValue)]);
        return [.. tested
            .Zip(adjusted, (i, p) => new ColumnDifference(
                i < columns ? ColumnKind.Feature : i == columns ? ColumnKind.Label : ColumnKind.RowsPerPerson,
                i < columns ? Clipped(sample.Columns[i].Name) : "",
                tests[i]!.Difference,
                tests[i]!.Effect,
                p))
            .Where(static difference => difference.PValue <= Error)
            .OrderBy(static difference => difference.PValue)
            .ThenByDescending(static difference => Math.Abs(difference.Effect))];
    }

    /// <summary>The start of a name that is no name any more: reports stay small, whatever the header of a file holds.</summary>
    private static string Clipped(string name) =>
        name.Length <= LongestName ? name
        : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName), "...");

    private static ColumnTest? Feature(ControlSample sample, int column)
    {
        var values = Array.ConvertAll(sample.Rows, row => row[column]);
        return sample.Columns[column].IsText
            ? ColumnTest.Categories(values, sample.IsMember, null)
            : ColumnTest.Ordered(values, sample.IsMember, sample.Columns[column].TellsValues);
    }

    private static ColumnTest? RowsPerPerson(EvaluationSet all) => all.Rows is { } rows
        ? ColumnTest.Ordered(Array.ConvertAll(rows, static count => (float)count), all.IsMember)
        : null;
}
