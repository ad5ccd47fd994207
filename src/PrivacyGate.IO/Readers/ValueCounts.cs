namespace PrivacyGate.IO.Readers;

/// <summary>
/// The different values of a column met so far, for a message that helps to mend a typo. A column named by mistake may
/// hold names of people, and logs are read by more people than data: values are told only when many records share each.
/// </summary>
internal sealed class ValueCounts
{
    /// <summary>More different values than this are no classes and no split.</summary>
    public const int MostTold = 20;

    private const int FewestRecords = 10;

    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>True when there are too many different values to tell, so that further counting is of no use.</summary>
    public bool IsFull => counts.Count > MostTold;

    /// <summary>Number of different values; one more than <see cref="MostTold"/> stands for all above.</summary>
    public int Different => counts.Count;

    /// <summary>The values in ordinal order, or null when they must not be told.</summary>
    public IReadOnlyCollection<string>? Told =>
        counts.Count > 0 && !IsFull && counts.Values.All(static count => count >= FewestRecords) ? [.. counts.Keys] : null;

    /// <summary>Counts one more record with this value.</summary>
    public void Add(string value)
    {
        if (counts.TryGetValue(value, out var count))
        {
            counts[value] = count + 1;
        }
        else if (!IsFull)
        {
            counts.Add(value, 1);
        }
    }

    /// <summary>Such as "3 different values" or "more than 20 different values".</summary>
    public string Amount() => IsFull ? FormattableString.Invariant($"more than {MostTold} different values")
        : counts.Count == 1 ? "one value" : FormattableString.Invariant($"{counts.Count} different values");
}
