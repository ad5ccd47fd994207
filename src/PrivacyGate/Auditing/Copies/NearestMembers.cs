using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyGate.Sorting;

namespace PrivacyGate.Auditing.Copies;

/// <summary>For each record the nearest member with the same label and another content, where one is near.</summary>
internal sealed class NearestMembers
{
    /// <summary>Records are looked for in cells this many times wider than the reach, so that few neighbours are parted by an edge...</summary>
    private const int CellWidth = 10;

    /// <summary>...and in three tables over different sums, so that fewer still are parted in all.</summary>
    private const int SumsOfTable = 4;

    private static readonly int[] Tables = [0, 4, 2];

    /// <summary>In a crowded cell each record looks at so many others on either side, by the first sum.</summary>
    private const int MostLooks = 32;

    private readonly RecordSketches sketches;
    private readonly double reach;

    /// <param name="sketches">All records.</param>
    /// <param name="reach">The largest distance looked for.</param>
    public NearestMembers(RecordSketches sketches, double reach)
    {
        (this.sketches, this.reach) = (sketches, reach);
        Distance = new float[sketches.Keys.Count];
        Nearest = new int[sketches.Keys.Count];
        Array.Fill(Distance, float.PositiveInfinity);
        foreach (var firstSum in Tables)
        {
            Look(firstSum);
        }
    }

    /// <summary>Root mean square of the differing sums; infinite where no member is near.</summary>
    public float[] Distance { get; }

    /// <summary>The place of the member.</summary>
    public int[] Nearest { get; }

    // Runs over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(int firstSum)
    {
        var count = Distance.Length;
        var entries = ArrayPool<ulong>.Shared.Rent(count);
        var scratch = ArrayPool<ulong>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            entries[i] = (Cell(i, firstSum) & 0xFFFF_FFFF_0000_0000) | (uint)i;
        }

        var sorted = PrefixSort.Sort(entries, scratch, count);
        var start = 0;
        for (var i = 1; i <= count; i++)
        {
            if (i == count || sorted[i] >> 32 != sorted[start] >> 32)
            {
                if (i - start > 1)
                {
                    LookInCell(sorted.AsSpan(start, i - start), firstSum);
                }

                start = i;
            }
        }

        ArrayPool<ulong>.Shared.Return(entries);
        ArrayPool<ulong>.Shared.Return(scratch);
    }

    private ulong Cell(int record, int firstSum)
    {
        var cell = Hashing.Mix((ulong)sketches.Labels[record]);
        for (var sum = 0; sum < SumsOfTable; sum++)
        {
            var edge = Math.Floor(sketches.Values[(record * RecordSketches.Sums) + firstSum + sum] / (CellWidth * reach));
            cell = Hashing.Mix(cell ^ (ulong)(long)edge);
        }

        return cell;
    }

    /// <summary>Records of one cell by their first sum; equal ones by key, so that the order they came in does not matter.</summary>
    private void LookInCell(ReadOnlySpan<ulong> entries, int firstSum)
    {
        var records = new (float Sum, UInt128 Key, int Record)[entries.Length];
        for (var i = 0; i < records.Length; i++)
        {
            var record = (int)(uint)entries[i];
            records[i] = (sketches.Values[(record * RecordSketches.Sums) + firstSum], sketches.Keys[record], record);
        }

        Array.Sort(records);
        ReadOnlySpan<float> values = CollectionsMarshal.AsSpan(sketches.Values);
        for (var i = 0; i < records.Length; i++)
        {
            var last = Math.Min(records.Length - 1, i + MostLooks);
            for (var j = i + 1; j <= last && records[j].Sum - records[i].Sum <= 3 * reach; j++)
            {
                Compare(values, records[i].Record, records[j].Record);
            }
        }
    }

    private void Compare(ReadOnlySpan<float> values, int one, int other)
    {
        if ((!sketches.IsMember[one] && !sketches.IsMember[other]) || sketches.Labels[one] != sketches.Labels[other] || sketches.Keys[one] == sketches.Keys[other])
        {
            return;
        }

        var most = reach * reach * RecordSketches.Sums;
        double squares = 0;
        for (var sum = 0; sum < RecordSketches.Sums && squares <= most; sum++)
        {
            double difference = values[(one * RecordSketches.Sums) + sum] - values[(other * RecordSketches.Sums) + sum];
            squares += difference * difference;
        }

        if (squares <= most)
        {
            var distance = (float)Math.Sqrt(squares / RecordSketches.Sums);
            Take(one, other, distance);
            Take(other, one, distance);
        }
    }

    /// <summary>Of equally near ones that with the smaller key, so that the order of records does not matter.</summary>
    private void Take(int record, int member, float distance)
    {
        if (sketches.IsMember[member]
            && (distance < Distance[record] || (distance == Distance[record] && sketches.Keys[member] < sketches.Keys[Nearest[record]])))
        {
            (Distance[record], Nearest[record]) = (distance, member);
        }
    }
}
