namespace PrivacyGate.Auditing.Knowledge;

/// <summary>What may have been read wrongly when a model does not know its members, each as an instruction.</summary>
internal static class Causes
{
    /// <summary>Share of a column's values outside its range from which the column is named.</summary>
    private const double MostOutside = 0.5;

    private const int MostNamed = 3;

    /// <param name="sample">The audit.</param>
    /// <param name="belowChance">Whether the model is proven to be worse than guessing.</param>
    public static IReadOnlyList<string> Of(AuditSample sample, bool belowChance)
    {
        var causes = new List<string>();
        if (belowChance)
        {
            causes.Add("it is worse than guessing, so check the order of 'classes' in the spec");
        }

        if (sample.Controls is { } controls)
        {
            causes.AddRange(Identifiers(controls));
            causes.AddRange(OutOfRange(controls, sample.ExpectedRanges));
        }

        return causes.Count > 0
            ? causes
            : ["check the label column, the order of columns and classes, and that the records are scaled as in training"];
    }

    private static IEnumerable<string> Identifiers(ControlSample controls)
    {
        string[] names = [.. controls.Columns.Select(static column => column.Name).Where(IsIdentifier)];
        return names.Length == 0 ? [] : [$"{Listed(names)} {(names.Length == 1 ? "looks like an identifier" : "look like identifiers")}, so leave {(names.Length == 1 ? "it" : "them")} out of 'features'"];
    }

    private static bool IsIdentifier(string name) =>
        name.Length == 0
        || name.StartsWith("Unnamed:", StringComparison.Ordinal)
        || name.Equals("id", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Id", StringComparison.Ordinal);

    private static IEnumerable<string> OutOfRange(ControlSample controls, IReadOnlyList<ExpectedRange?> ranges)
    {
        if (ranges.Count != controls.Columns.Count)
        {
            return [];
        }

        string[] names = [.. Enumerable.Range(0, ranges.Count)
            .Where(column => ranges[column] is { } range && Outside(controls, column, range) > MostOutside)
            .Select(column => controls.Columns[column].Name)];
        return names.Length == 0 ? [] : [$"{Listed(names)} {(names.Length == 1 ? "lies" : "lie")} outside the values the model was made for, so scale and order the columns as in training"];
    }

    private static double Outside(ControlSample controls, int column, ExpectedRange range)
    {
        var members = 0;
        var outside = 0;
        for (var row = 0; row < controls.Rows.Length; row++)
        {
            if (controls.IsMember[row])
            {
                members++;
                var value = controls.Rows[row][column];
                outside += value < range.Low || value > range.High ? 1 : 0;
            }
        }

        return members == 0 ? 0 : (double)outside / members;
    }

    /// <summary>Columns by name.</summary>
    internal static string Listed(string[] names) =>
        string.Join(", ", names.Take(MostNamed).Select(PlainText.Name))
        + (names.Length > MostNamed ? FormattableString.Invariant($" and {names.Length - MostNamed} more columns") : "");
}
