using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>
/// Deals records out to shadows so that after any number of shadows no record has been taken more than once more than
/// any other. Halves come in complementary pairs of themselves: those left out of one shadow are the ones the next
/// one needs.
/// </summary>
/// <remarks>What each shadow takes follows from the records' keys and the seed alone. Equal records go together.</remarks>
internal static class BalancedDesign
{
    /// <summary>Sets these hashes apart from those that decide folds.</summary>
    private const ulong Domain = 0x5AD0_0F5E_7D15_6E5D;

    /// <summary>The first row of each different record, and after the last one the number of rows.</summary>
    /// <param name="keys">Equal keys stand together.</param>
    public static int[] Units(UInt128[] keys)
    {
        var starts = new List<int>();
        for (int row = 0; row < keys.Length; row++)
        {
            if (row == 0 || keys[row] != keys[row - 1])
            {
                starts.Add(row);
            }
        }

        return [.. starts, keys.Length];
    }

    /// <summary>How many records each shadow takes so that <paramref name="total"/> takings are spread as evenly as whole numbers allow.</summary>
    public static int[] Sizes(int shadows, long total)
    {
        var sizes = new int[shadows];
        for (int shadow = 0; shadow < shadows; shadow++)
        {
            sizes[shadow] = (int)((total * (shadow + 1) / shadows) - (total * shadow / shadows));
        }

        return sizes;
    }

    /// <summary>The rows each shadow is trained on, rising.</summary>
    /// <param name="keys">Keys of the rows; equal ones stand together.</param>
    /// <param name="sizes">Different records each shadow takes.</param>
    /// <param name="seed">Changes who is dealt what, never how many.</param>
    public static int[][] Deal(UInt128[] keys, int[] sizes, ulong seed)
    {
        int[] starts = Units(keys);
        int units = starts.Length - 1;
        ulong[] hashes = [.. starts[..units].Select(row => ContentOrder.FoldHash(keys[row]))];
        var taken = new int[units];
        var rows = new int[sizes.Length][];
        int lowest = 0;
        for (int shadow = 0; shadow < sizes.Length; shadow++)
        {
            ulong constant = Hashing.Mix(seed ^ Hashing.Mix(Domain + (ulong)shadow));
            List<int> chosen = Choose(taken, lowest, sizes[shadow], hashes, constant);
            chosen.ForEach(unit => taken[unit]++);
            lowest = units == 0 ? 0 : taken.Min();
            rows[shadow] = [.. chosen.Order().SelectMany(unit => Enumerable.Range(starts[unit], starts[unit + 1] - starts[unit]))];
        }

        return rows;
    }

    /// <summary>Those taken least often so far, chance deciding among equals.</summary>
    private static List<int> Choose(int[] taken, int lowest, int size, ulong[] hashes, ulong constant)
    {
        int[] least = [.. Enumerable.Range(0, taken.Length).Where(unit => taken[unit] == lowest)];
        if (size <= least.Length)
        {
            return Lottery(least, size, hashes, constant);
        }

        int[] rest = [.. Enumerable.Range(0, taken.Length).Where(unit => taken[unit] != lowest)];
        return [.. least, .. Lottery(rest, size - least.Length, hashes, constant)];
    }

    private static List<int> Lottery(int[] units, int size, ulong[] hashes, ulong constant)
    {
        ulong[] lots = Array.ConvertAll(units, unit => Hashing.Mix(hashes[unit] ^ constant));
        Array.Sort(lots, units);
        return [.. units[..size]];
    }
}
