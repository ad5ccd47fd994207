using System.Buffers;
using System.Runtime.CompilerServices;
using PrivacyGate.Sorting;

namespace PrivacyGate.Signals;

/// <summary>Puts records into the order of their content's hash and finds equal ones.</summary>
internal static class ContentOrder
{
    /// <summary>The places of the records in the order of their keys; equal keys in the order they came. Leaves the column as it is.</summary>
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int[] Order, UInt128[] SortedKeys) Sort(ChunkedColumn<UInt128> keys)
    {
        var count = keys.Count;
        var entries = ArrayPool<ulong>.Shared.Rent(count);
        var scratch = ArrayPool<ulong>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            entries[i] = ((ulong)(keys[i] >> 64) & 0xFFFF_FFFF_0000_0000) | (uint)i;
        }

        var byPrefix = PrefixSort.Sort(entries, scratch, count);
        var order = new int[count];
        var sorted = new UInt128[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = (int)(uint)byPrefix[i];
            sorted[i] = keys[order[i]];
        }

        ArrayPool<ulong>.Shared.Return(entries);
        ArrayPool<ulong>.Shared.Return(scratch);
        SortEqualPrefixes(order, sorted);
        return (order, sorted);
    }

    private static void SortEqualPrefixes(int[] order, UInt128[] sorted)
    {
        foreach ((var start, var end) in Runs(sorted, static key => key >> 96))
        {
            if (end - start == 1 || sorted.AsSpan(start, end - start).IndexOfAnyExcept(sorted[start]) < 0)
            {
                continue;
            }

            Array.Sort(sorted, order, start, end - start);
            foreach ((var first, var last) in Runs(sorted.AsSpan(start, end - start).ToArray(), static key => key))
            {
                // Array.Sort is not stable.
                Array.Sort(order, start + first, last - first);
            }
        }
    }

    /// <summary>The order without the records whose key occurs on both sides, and how many those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int[] Kept, int EqualMembers, int EqualNonMembers) WithoutEqualOnBothSides(int[] order, UInt128[] sortedKeys, bool[] isMember)
    {
        var kept = 0;
        var equalMembers = 0;
        var equalNonMembers = 0;
        foreach ((var start, var end) in Runs(sortedKeys, static key => key))
        {
            var members = 0;
            for (var i = start; i < end; i++)
            {
                members += isMember[order[i]] ? 1 : 0;
            }

            var nonMembers = end - start - members;
            if (members > 0 && nonMembers > 0)
            {
                equalMembers += members;
                equalNonMembers += nonMembers;
                continue;
            }

            for (var i = start; i < end; i++)
            {
                order[kept++] = order[i];
            }
        }

        return (kept == order.Length ? order : order[..kept], equalMembers, equalNonMembers);
    }

    /// <summary>Each different key that is among the sorted ones but not among those of the places kept.</summary>
    public static UInt128[] Without(UInt128[] sortedKeys, ChunkedColumn<UInt128> keys, int[] kept)
    {
        var without = new List<UInt128>();
        var next = 0;
        foreach ((var start, var end) in Runs(sortedKeys, static key => key))
        {
            var isKept = next < kept.Length && keys[kept[next]] == sortedKeys[start];
            next += isKept ? end - start : 0;
            if (!isKept)
            {
                without.Add(sortedKeys[start]);
            }
        }

        return [.. without];
    }

    /// <summary>64 bits that decide folds.</summary>
    public static ulong FoldHash(UInt128 key) => Hashing.Mix((ulong)key ^ Hashing.Mix((ulong)(key >> 64)));

    private static IEnumerable<(int Start, int End)> Runs(UInt128[] sorted, Func<UInt128, UInt128> part)
    {
        var start = 0;
        for (var i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || part(sorted[i]) != part(sorted[start]))
            {
                yield return (start, i);
                start = i;
            }
        }
    }
}
