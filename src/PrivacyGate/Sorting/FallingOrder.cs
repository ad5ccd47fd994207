using System.Buffers;
using System.Runtime.CompilerServices;

namespace PrivacyGate.Sorting;

/// <summary>Sorts scores from high to low, remembering where each stood.</summary>
internal static class FallingOrder
{
    /// <summary>Below this the table of digit counts costs more than it saves.</summary>
    private const int SmallestForRadix = 2048;

    /// <summary>Above this a comparison sort beats insertion.</summary>
    private const int LongRun = 16;

    public static (int[] Order, double[] Sorted) Of(double[] scores) =>
        scores.Length < SmallestForRadix ? ByComparison(scores) : ByPrefix(scores);

    private static (int[] Order, double[] Sorted) ByComparison(double[] scores)
    {
        var negated = Array.ConvertAll(scores, static score => -score);
        var order = new int[scores.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(negated, order);
        for (var i = 0; i < negated.Length; i++)
        {
            negated[i] = -negated[i];
        }

        return (order, negated);
    }

    /// <summary>Sorts by the upper half of each score's bits, which tells nearly all scores apart, and then the few runs it leaves.</summary>
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int[] Order, double[] Sorted) ByPrefix(double[] scores)
    {
        var n = scores.Length;
        var entries = ArrayPool<ulong>.Shared.Rent(n);
        var scratch = ArrayPool<ulong>.Shared.Rent(n);
        for (var i = 0; i < n; i++)
        {
            entries[i] = (FallingKey(scores[i]) & 0xFFFF_FFFF_0000_0000) | (uint)i;
        }

        var prefixes = PrefixSort.Sort(entries, scratch, n);
        var order = new int[n];
        var sorted = new double[n];
        for (var i = 0; i < n; i++)
        {
            order[i] = (int)(uint)prefixes[i];
            sorted[i] = scores[order[i]];
        }

        SortRuns(prefixes, order, sorted);
        ArrayPool<ulong>.Shared.Return(entries);
        ArrayPool<ulong>.Shared.Return(scratch);
        return (order, sorted);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SortRuns(ulong[] prefixes, int[] order, double[] sorted)
    {
        var start = 0;
        while (start < sorted.Length)
        {
            var end = start + 1;
            var falls = true;
            while (end < sorted.Length && prefixes[end] >> 32 == prefixes[start] >> 32)
            {
                falls &= sorted[end] <= sorted[end - 1];
                end++;
            }

            if (!falls)
            {
                SortRun(order.AsSpan(start, end - start), sorted.AsSpan(start, end - start));
            }

            start = end;
        }
    }

    private static void SortRun(Span<int> order, Span<double> scores)
    {
        if (scores.Length > LongRun)
        {
            scores.Sort(order, static (a, b) => b.CompareTo(a));
            return;
        }

        for (var i = 1; i < scores.Length; i++)
        {
            (var score, var place) = (scores[i], order[i]);
            var hole = i;
            for (; hole > 0 && scores[hole - 1] < score; hole--)
            {
                (scores[hole], order[hole]) = (scores[hole - 1], order[hole - 1]);
            }

            (scores[hole], order[hole]) = (score, place);
        }
    }

    /// <summary>A key that rises as the score falls: the bits of a positive number turned, of a negative one but its sign.</summary>
    private static ulong FallingKey(double score)
    {
        // Adding zero makes one zero of the two.
        var bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return bits >> 63 == 0 ? ~bits ^ (1UL << 63) : bits;
    }
}
