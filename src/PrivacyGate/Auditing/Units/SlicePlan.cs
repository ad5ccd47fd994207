namespace PrivacyGate.Auditing.Units;

/// <summary>The slices that are judged.</summary>
/// <param name="Sets">Their units.</param>
/// <param name="TooSmall">How many were left out for their size.</param>
internal sealed record SlicePlan(IReadOnlyList<EvaluationSet> Sets, int TooSmall)
{
    /// <summary>Fewer units on either side prove nothing and would tell of single persons.</summary>
    public const int SmallestSide = 10;

    public static SlicePlan For(AuditSample sample)
    {
        var sets = new List<EvaluationSet>();
        var tooSmall = 0;
        foreach (var column in sample.Truth.Slices)
        {
            var recordsOf = RecordsByValue(column);
            for (var value = 0; value < recordsOf.Length; value++)
            {
                if (recordsOf[value].Length == 0)
                {
                    continue;
                }

                var set = EvaluationSet.Of(
                    $"{column.Name}={column.Values[value]}",
                    sample.Truth,
                    sample.Input.Signals.TrueClass,
                    recordsOf[value]);
                var judged = Math.Min(set.Members, set.NonMembers) >= SmallestSide;
                tooSmall += judged ? 0 : 1;
                if (judged)
                {
                    sets.Add(set);
                }
            }
        }

        return new SlicePlan(sets, tooSmall);
    }

    private static int[][] RecordsByValue(SliceColumn column)
    {
        var counts = new int[column.Values.Count];
        foreach (var code in column.Codes)
        {
            counts[code]++;
        }

        var records = Array.ConvertAll(counts, static count => new int[count]);
        Array.Clear(counts);
        for (var i = 0; i < column.Codes.Length; i++)
        {
            var code = column.Codes[i];
            records[code][counts[code]++] = i;
        }

        return records;
    }
}

/// <summary>Slice ids with a meaning of their own; others are <c>column=value</c>.</summary>
public static class SliceIds
{
    /// <summary>Every audited record.</summary>
    public const string All = "all";
}
