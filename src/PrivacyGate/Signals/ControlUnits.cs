namespace PrivacyGate.Signals;

/// <summary>The units of one side with the smallest hashes, each by its record with the smallest key.</summary>
internal sealed class ControlUnits(int most)
{
    private readonly Dictionary<UInt128, ControlUnit> units = [];
    private readonly PriorityQueue<UInt128, ulong> largestFirst = new(Comparer<ulong>.Create(static (a, b) => b.CompareTo(a)));

    public IEnumerable<ControlUnit> All => units.Values;

    /// <summary>Where to write the record's values, or null when it is not kept.</summary>
    public float[]? Offer(UInt128 id, UInt128 key, int label, int columns)
    {
        var hash = ContentOrder.FoldHash(id);
        if (units.Count == most && largestFirst.TryPeek(out _, out var largest) && hash > largest)
        {
            return null;
        }

        if (units.TryGetValue(id, out var known))
        {
            if (key >= known.Key)
            {
                return null;
            }

            (known.Key, known.Label) = (key, label);
            return known.Row;
        }

        // One that leaves never comes back: what is kept only gets smaller.
        var row = units.Count == most && units.Remove(largestFirst.Dequeue(), out var left) ? left.Row : new float[columns];
        units.Add(id, new ControlUnit { Hash = hash, Key = key, Label = label, Row = row });
        largestFirst.Enqueue(id, hash);
        return row;
    }
}

/// <summary>One unit by the record that stands for it.</summary>
internal sealed class ControlUnit
{
    public required ulong Hash { get; init; }

    public required UInt128 Key { get; set; }

    public required int Label { get; set; }

    public required float[] Row { get; init; }
}
