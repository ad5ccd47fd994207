namespace PrivacyGate.Signals;

/// <summary>The units with the smallest hashes, each by its record with the smallest key, with something kept of that record. The same in whatever order records come.</summary>
internal sealed class KeptUnits<T>
{
    private readonly Dictionary<UInt128, KeptUnit<T>> units = [];
    private readonly PriorityQueue<UInt128, ulong> largestFirst = new(Comparer<ulong>.Create(static (a, b) => b.CompareTo(a)));

    public IEnumerable<KeptUnit<T>> All => units.Values;

    /// <summary>Whether <see cref="Put"/> would keep the record.</summary>
    /// <param name="id">The unit.</param>
    /// <param name="key">The record.</param>
    /// <param name="most">Units to keep; may fall from call to call, never rise.</param>
    public bool Wants(UInt128 id, UInt128 key, int most) =>
        (units.Count < most || (largestFirst.TryPeek(out _, out var largest) && ContentOrder.FoldHash(id) <= largest))
        && (!units.TryGetValue(id, out var known) || key < known.Key);

    public void Put(UInt128 id, UInt128 key, T value)
    {
        var hash = ContentOrder.FoldHash(id);
        if (!units.ContainsKey(id))
        {
            largestFirst.Enqueue(id, hash);
        }

        units[id] = new KeptUnit<T>(id, hash, key, value);
    }

    /// <summary>One that leaves never comes back: what is kept only gets smaller.</summary>
    public void Trim(int most)
    {
        while (units.Count > most)
        {
            units.Remove(largestFirst.Dequeue());
        }
    }
}

/// <param name="Id">The unit.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Key">The record that stands for it.</param>
/// <param name="Value">What was kept of the record.</param>
internal sealed record KeptUnit<T>(UInt128 Id, ulong Hash, UInt128 Key, T Value);
