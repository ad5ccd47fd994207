using PrivacyGate.Signals;

namespace PrivacyGate.Auditing.Knowledge;

/// <summary>Whether the members can be the records that the graph's own encoders, scaler or trees were fitted to.</summary>
internal static class PreparedRecords
{
    /// <summary>Trees split between values that they saw: in their own training records every split has values on both sides.</summary>
    private const double LeastWithin = 0.5;

    /// <summary>A column's median lies within one standard deviation of its mean, and within its range.</summary>
    private const double MostDeviations = 3;

    /// <summary>Share of a column's texts that its encoder does not know. An encoder may leave out one category, or rare ones.</summary>
    private const double MostUnknown = 0.9;

    /// <summary>Share of the columns with a known scale.</summary>
    private const double MostColumns = 0.5;

    /// <summary>Fewer splits, or columns, prove nothing.</summary>
    private const int FewestSplits = 20;
    private const int FewestMembers = 50;

    /// <summary>What cannot be, in words, or null.</summary>
    public static string? Contradiction(ControlSample controls, IReadOnlyList<ExpectedRange?> ranges)
    {
        float[][] members = [.. controls.Rows.Where((_, row) => controls.IsMember[row])];
        return ranges.Count != controls.Columns.Count || members.Length < FewestMembers ? null : Unknown(controls, members, ranges) ?? OutsideOfSplits(members, ranges) ?? OffScale(members, ranges);
    }

    private static string? Unknown(ControlSample controls, float[][] members, IReadOnlyList<ExpectedRange?> ranges)
    {
        string[] names = [.. Enumerable.Range(0, ranges.Count)
            .Where(column => ranges[column]?.Texts is { } texts && texts.Select(ControlLayout.Code).ToHashSet() is var known && members.Count(row => !known.Contains(row[column])) > MostUnknown * members.Length)
            .Select(column => controls.Columns[column].Name)];
        return names.Length == 0 ? null : FormattableString.Invariant($"the model's encoder does not know more than {100 * MostUnknown:0}% of the members' texts in {Causes.Listed(names)} (check upper and lower case, and blanks)");
    }

    private static string? OutsideOfSplits(float[][] members, IReadOnlyList<ExpectedRange?> ranges)
    {
        var all = 0;
        var within = 0;
        for (var column = 0; column < ranges.Count; column++)
        {
            if (ranges[column]?.Splits is { } splits && Values(members, column) is [var low, .., var high] && low < high)
            {
                all += splits.Count;
                within += splits.Count(split => split >= low && split <= high);
            }
        }

        return all >= FewestSplits && within < LeastWithin * all
            ? FormattableString.Invariant($"only {100.0 * within / all:0}% of the values at which the model's trees split its columns lie between values of the members, where training records have values on both sides of each")
            : null;
    }

    private static string? OffScale(float[][] members, IReadOnlyList<ExpectedRange?> ranges)
    {
        var all = 0;
        var off = 0;
        for (var column = 0; column < ranges.Count; column++)
        {
            if (ranges[column] is { Deviation: { } deviation } range && Values(members, column) is { Length: > 0 } values)
            {
                all++;
                off += Math.Abs(values[values.Length / 2] - ((range.Low + range.High) / 2)) > MostDeviations * deviation ? 1 : 0;
            }
        }

        return all > 0 && off > MostColumns * all
            ? FormattableString.Invariant($"{off} of {all} columns have their median more than {MostDeviations:0} standard deviations from the middle of the model's own scaler, where training records have it within one")
            : null;
    }

    /// <summary>The column's values in order, without missing ones.</summary>
    private static float[] Values(float[][] members, int column) => [.. members.Select(row => row[column]).Where(static value => !float.IsNaN(value)).Order()];
}
