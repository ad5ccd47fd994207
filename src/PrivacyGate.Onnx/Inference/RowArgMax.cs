using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Inference;

/// <summary>The best class of each row; of equals the first.</summary>
internal static class RowArgMax
{
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(ReadOnlySpan<double> rows, int classes, Span<int> best)
    {
        if (classes == 2)
        {
            var pairs = MemoryMarshal.Cast<double, (double First, double Second)>(rows)[..best.Length];
            for (var record = 0; record < pairs.Length; record++)
            {
                best[record] = pairs[record].Second > pairs[record].First ? 1 : 0;
            }

            return;
        }

        for (var record = 0; record < best.Length; record++)
        {
            best[record] = Find(rows.Slice(record * classes, classes));
        }
    }

    private static int Find(ReadOnlySpan<double> row)
    {
        if (row.Length < 2 * Vector<double>.Count)
        {
            return FindShort(row);
        }

        // The largest value first, in lanes; then the first place it stands at. The last lanes may overlap: a maximum does not mind.
        var last = row.Length - Vector<double>.Count;
        var top = new Vector<double>(row[last..]);
        for (var i = 0; i < last; i += Vector<double>.Count)
        {
            top = Vector.Max(top, new Vector<double>(row[i..]));
        }

        var largest = top[0];
        for (var lane = 1; lane < Vector<double>.Count; lane++)
        {
            largest = Math.Max(largest, top[lane]);
        }

        var wanted = new Vector<double>(largest);
        var at = 0;
        while (at < last && !Vector.EqualsAny(new Vector<double>(row[at..]), wanted))
        {
            at += Vector<double>.Count;
        }

        at = Math.Min(at, last);
        while (row[at] != largest)
        {
            at++;
        }

        return at;
    }

    private static int FindShort(ReadOnlySpan<double> row)
    {
        var at = 0;
        var top = row[0];
        for (var c = 1; c < row.Length; c++)
        {
            if (row[c] > top)
            {
                top = row[c];
                at = c;
            }
        }

        return at;
    }
}
