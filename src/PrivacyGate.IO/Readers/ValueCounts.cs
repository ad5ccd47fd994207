using System.IO.Hashing;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// The different values of a column met so far, for a message that helps to mend a typo. A column named by mistake may
/// hold names of people, and logs are read by more people than data: values are told only when many share each, be it
/// many subjects, where the spec names them, or many different records.
/// </summary>
public sealed class ValueCounts
{
    /// <summary>More different values than this are no classes and no split.</summary>
    public const int MostTold = 20;

    /// <summary>Owners of a value from which on it says nothing of any of them.</summary>
    public const int FewestOwners = 10;

    private readonly SortedDictionary<string, HashSet<ulong>> owners = new(StringComparer.Ordinal);

    /// <summary>True when there are too many different values to tell, so that further counting is of no use.</summary>
    public bool IsFull => owners.Count > MostTold;

    /// <summary>Number of different values; one more than <see cref="MostTold"/> stands for all above.</summary>
    public int Different => owners.Count;

    /// <summary>The values in ordinal order, or null when they must not be told.</summary>
    public IReadOnlyCollection<string>? Told =>
        owners.Count > 0 && !IsFull && owners.Values.All(static own => own.Count >= FewestOwners) ? [.. owners.Keys] : null;

    /// <summary>Whether one more owner of this value would change anything.</summary>
    public bool Wants(string value) => owners.TryGetValue(value, out var own) ? own.Count < FewestOwners : !IsFull;

    /// <summary>Counts one more record with this value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="owner">Whose it is: the subject, or the record as it stands.</param>
    public void Add(string value, ReadOnlySpan<byte> owner)
    {
        if (Wants(value))
        {
            (owners.TryGetValue(value, out var own) ? own : owners[value] = []).Add(XxHash3.HashToUInt64(owner));
        }
    }

    /// <summary>Such as "3 different values" or "more than 20 different values".</summary>
    public string Amount() => IsFull ? FormattableString.Invariant($"more than {MostTold} different values")
        : owners.Count == 1 ? "one value" : FormattableString.Invariant($"{owners.Count} different values");
}
