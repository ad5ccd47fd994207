namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Puts the records of a tree's node into the order of one feature. Holds room to work in: one for each tree being grown.</summary>
internal sealed class NodeOrder(int records)
{
    private readonly ulong[] keys = new ulong[records];
    private readonly int[] sorted = new int[records];
    private readonly int[] counts = new int[ushort.MaxValue + 2];

    /// <summary>The records in the order of their bins, records of one bin in the order they came in.</summary>
    /// <returns>Empty when all lie in one bin.</returns>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> rows, ushort[] bins)
    {
        int low = ushort.MaxValue;
        var high = 0;
        foreach (var row in rows)
        {
            low = Math.Min(low, bins[row]);
            high = Math.Max(high, bins[row]);
        }

        if (low == high)
        {
            return [];
        }

        // Counting costs the range of bins, comparing a logarithm of the records.
        if (high - low < 4 * rows.Length)
        {
            Count(rows, bins, low, high);
        }
        else
        {
            Compare(rows, bins);
        }

        return sorted.AsSpan(0, rows.Length);
    }

    private void Count(ReadOnlySpan<int> rows, ushort[] bins, int low, int high)
    {
        var starts = counts.AsSpan(0, high - low + 2);
        starts.Clear();
        foreach (var row in rows)
        {
            starts[bins[row] - low + 1]++;
        }

        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        foreach (var row in rows)
        {
            sorted[starts[bins[row] - low]++] = row;
        }
    }

    private void Compare(ReadOnlySpan<int> rows, ushort[] bins)
    {
        var some = keys.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            some[i] = ((ulong)bins[rows[i]] << 32) | (uint)i;
        }

        some.Sort();
        for (var i = 0; i < rows.Length; i++)
        {
            sorted[i] = rows[(int)(some[i] & uint.MaxValue)];
        }
    }
}
