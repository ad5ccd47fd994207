using System.Buffers;

namespace PrivacyGate.Metrics;

/// <summary>Sorts scores from high to low, remembering where each stood.</summary>
internal static class FallingOrder
{
    /// <summary>Below this the table of digit counts costs more than it saves.</summary>
    private const int SmallestForRadix = 2048;
    private const int DigitBits = 11;
    private const int Digits = 6;
    private const int Radix = 1 << DigitBits;

    public static (int[] Order, double[] Sorted) Of(double[] scores) =>
        scores.Length < SmallestForRadix ? ByComparison(scores) : ByDigits(scores);

    private static (int[] Order, double[] Sorted) ByComparison(double[] scores)
    {
        double[] negated = Array.ConvertAll(scores, static score => -score);
        var order = new int[scores.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(negated, order);
        for (int i = 0; i < negated.Length; i++)
        {
            negated[i] = -negated[i];
        }

        return (order, negated);
    }

    /// <summary>A radix sort from the lowest digit up: six passes whatever the scores, where a comparison sort needs twenty for a million.</summary>
    private static (int[] Order, double[] Sorted) ByDigits(double[] scores)
    {
        int n = scores.Length;

        // Borrowed: at a million scores and a dozen attacks, new arrays for this alone would be 300 MB of garbage.
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(n);
        ulong[] otherKeys = ArrayPool<ulong>.Shared.Rent(n);
        int[] otherOrder = ArrayPool<int>.Shared.Rent(n);
        int[] order = ArrayPool<int>.Shared.Rent(n);
        var counts = new int[Digits * Radix];
        for (int i = 0; i < n; i++)
        {
            order[i] = i;
            keys[i] = FallingKey(scores[i]);
            for (int digit = 0; digit < Digits; digit++)
            {
                counts[(digit * Radix) + Digit(keys[i], digit)]++;
            }
        }

        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = counts.AsSpan(digit * Radix, Radix);
            if (places[Digit(keys[0], digit)] != n)
            {
                Scatter(keys.AsSpan(0, n), order, otherKeys, otherOrder, places, digit);
                (keys, otherKeys) = (otherKeys, keys);
                (order, otherOrder) = (otherOrder, order);
            }
        }

        int[] falling = order[..n];
        double[] sorted = Array.ConvertAll(falling, place => scores[place]);
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<ulong>.Shared.Return(otherKeys);
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<int>.Shared.Return(otherOrder);
        return (falling, sorted);
    }

    private static void Scatter(ReadOnlySpan<ulong> keys, int[] order, ulong[] toKeys, int[] toOrder, Span<int> places, int digit)
    {
        ToStarts(places);
        for (int i = 0; i < keys.Length; i++)
        {
            int place = places[Digit(keys[i], digit)]++;
            toKeys[place] = keys[i];
            toOrder[place] = order[i];
        }
    }

    /// <summary>A key that rises as the score falls: the bits of a positive number turned, of a negative one but its sign.</summary>
    private static ulong FallingKey(double score)
    {
        // Adding zero makes one zero of the two.
        ulong bits = BitConverter.DoubleToUInt64Bits(score + 0.0);
        return bits >> 63 == 0 ? ~bits ^ (1UL << 63) : bits;
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Radix - 1);

    private static void ToStarts(Span<int> counts)
    {
        int total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            (counts[i], total) = (total, total + counts[i]);
        }
    }
}
