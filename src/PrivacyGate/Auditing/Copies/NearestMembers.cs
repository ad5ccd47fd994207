using System.Runtime.InteropServices;

namespace PrivacyGate.Auditing.Copies;

/// <summary>For each record the nearest member with the same label and another content, where one is near.</summary>
internal sealed class NearestMembers
{
    /// <summary>Records are looked for in cells this many times wider than the reach, so that few neighbours are parted by an edge...</summary>
    private const int CellWidth = 10;

    /// <summary>...and in three tables over different sums, so that fewer still are parted in all.</summary>
    private const int SumsOfTable = 4;

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
        for (int table = 0; table < RecordSketches.Sums / SumsOfTable; table++)
        {
            Look(table * SumsOfTable);
        }
    }

    /// <summary>Root mean square of the differing sums; infinite where no member is near.</summary>
    public float[] Distance { get; }

    /// <summary>The place of the member.</summary>
    public int[] Nearest { get; }

    private void Look(int firstSum)
    {
        ReadOnlySpan<float> values = CollectionsMarshal.AsSpan(sketches.Values);
        int count = Distance.Length;
        var cells = new (ulong Cell, float Sum, UInt128 Key)[count];
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < count; i++)
        {
            ulong cell = Hashing.Mix((ulong)sketches.Labels[i]);
            for (int sum = 0; sum < SumsOfTable; sum++)
            {
                double edge = Math.Floor(values[(i * RecordSketches.Sums) + firstSum + sum] / (CellWidth * reach));
                cell = Hashing.Mix(cell ^ (ulong)(long)edge);
            }

            cells[i] = (cell, values[(i * RecordSketches.Sums) + firstSum], sketches.Keys[i]);
        }

        Array.Sort(cells, order);
        for (int i = 0; i < count; i++)
        {
            int last = Math.Min(count - 1, i + MostLooks);
            for (int j = i + 1; j <= last && cells[j].Cell == cells[i].Cell && cells[j].Sum - cells[i].Sum <= 3 * reach; j++)
            {
                Compare(values, order[i], order[j]);
            }
        }
    }

    private void Compare(ReadOnlySpan<float> values, int one, int other)
    {
        if ((!sketches.IsMember[one] && !sketches.IsMember[other]) || sketches.Labels[one] != sketches.Labels[other] || sketches.Keys[one] == sketches.Keys[other])
        {
            return;
        }

        double most = reach * reach * RecordSketches.Sums;
        double squares = 0;
        for (int sum = 0; sum < RecordSketches.Sums && squares <= most; sum++)
        {
            double difference = values[(one * RecordSketches.Sums) + sum] - values[(other * RecordSketches.Sums) + sum];
            squares += difference * difference;
        }

        if (squares <= most)
        {
            float distance = (float)Math.Sqrt(squares / RecordSketches.Sums);
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
