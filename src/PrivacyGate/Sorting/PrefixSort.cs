using System.Runtime.CompilerServices;

namespace PrivacyGate.Sorting;

/// <summary>Sorts by the upper half of each number and carries the lower half along; equal upper halves keep their order.</summary>
internal static class PrefixSort
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int Radix = 1 << DigitBits;

    /// <summary>A radix sort from the lowest digit up: three passes, where a comparison sort needs twenty for a million.</summary>
    /// <param name="entries">What to sort.</param>
    /// <param name="scratch">As long; overwritten.</param>
    /// <param name="count">How many of the entries to sort; the rest is room.</param>
    /// <returns>Whichever of the two arrays holds the result.</returns>
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong[] Sort(ulong[] entries, ulong[] scratch, int count)
    {
        var places = new int[Digits * Radix];
        foreach (var entry in entries.AsSpan(0, count))
        {
            places[Digit(entry, 0)]++;
            places[Radix + Digit(entry, 1)]++;
            places[(2 * Radix) + Digit(entry, 2)]++;
        }

        for (var digit = 0; digit < Digits; digit++)
        {
            var own = places.AsSpan(digit * Radix, Radix);
            if (count > 0 && own[Digit(entries[0], digit)] != count)
            {
                Scatter(entries.AsSpan(0, count), scratch, own, digit);
                (entries, scratch) = (scratch, entries);
            }
        }

        return entries;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ReadOnlySpan<ulong> entries, ulong[] target, Span<int> places, int digit)
    {
        var total = 0;
        foreach (ref var place in places)
        {
            (place, total) = (total, total + place);
        }

        foreach (var entry in entries)
        {
            target[places[Digit(entry, digit)]++] = entry;
        }
    }

    private static int Digit(ulong entry, int digit) => (int)(entry >> (32 + (digit * DigitBits))) & (Radix - 1);
}
