namespace PrivacyGate.Signals;

/// <summary>Puts records into the order of their content's hash and finds equal ones.</summary>
internal static class ContentOrder
{
    /// <summary>The places of the records in the order of their keys; equal keys in the order they came. Leaves the column as it is.</summary>
    public static (int[] Order, UInt128[] SortedKeys) Sort(ChunkedColumn<UInt128> keys)
    {
        UInt128[] sorted = keys.ToArray();
        var order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        foreach ((int start, int end) in Runs(sorted))
        {
            // Array.Sort is not stable.
            Array.Sort(order, start, end - start);
        }

        return (order, sorted);
    }

    /// <summary>The order without the records whose key occurs on both sides, and how many those are.</summary>
    public static (int[] Kept, int EqualMembers, int EqualNonMembers) WithoutEqualOnBothSides(int[] order, UInt128[] sortedKeys, bool[] isMember)
    {
        int kept = 0;
        int equalMembers = 0;
        int equalNonMembers = 0;
        foreach ((int start, int end) in Runs(sortedKeys))
        {
            int members = 0;
            for (int i = start; i < end; i++)
            {
                members += isMember[order[i]] ? 1 : 0;
            }

            int nonMembers = end - start - members;
            if (members > 0 && nonMembers > 0)
            {
                equalMembers += members;
                equalNonMembers += nonMembers;
                continue;
            }

            for (int i = start; i < end; i++)
            {
                order[kept++] = order[i];
            }
        }

        return (kept == order.Length ? order : order[..kept], equalMembers, equalNonMembers);
    }

    /// <summary>64 bits that decide folds.</summary>
    public static ulong FoldHash(UInt128 key) => Hashing.Mix((ulong)key ^ Hashing.Mix((ulong)(key >> 64)));

    private static IEnumerable<(int Start, int End)> Runs(UInt128[] sorted)
    {
        int start = 0;
        for (int i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i] != sorted[start])
            {
                yield return (start, i);
                start = i;
            }
        }
    }
}
