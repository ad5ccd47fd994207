using PrivacyGate.Signals;

namespace PrivacyGate.Shadows;

/// <summary>
/// Deals records out to shadows so that after any number of shadows no record has been taken more than once more than
/// any other. Halves come in complementary pairs of themselves: those left out of one shadow are the ones the next
/// one needs.
/// </summary>
/// <remarks>
/// What each shadow takes follows from the records' keys and the seed alone. Equal records go together, and sizes count
/// them all: a model trained on a record ten times has ten records of it. Where a record that repeats does not fit any more,
/// it comes first in the next shadow, and may be one further taking behind until then.
/// </remarks>
internal static class BalancedDesign
{
    /// <summary>Sets these hashes apart from those that decide folds.</summary>
    private const ulong Domain = 0x5AD0_0F5E_7D15_6E5D;

    /// <summary>The first row of each different record, and after the last one the number of rows.</summary>
    /// <param name="keys">Equal keys stand together.</param>
    public static int[] Units(UInt128[] keys)
    {
        var starts = new List<int>();
        for (var row = 0; row < keys.Length; row++)
        {
            if (row == 0 || keys[row] != keys[row - 1])
            {
                starts.Add(row);
            }
        }

        return [.. starts, keys.Length];
    }

    /// <summary>How many rows each shadow takes so that <paramref name="total"/> takings are spread as evenly as whole numbers allow.</summary>
    public static int[] Sizes(int shadows, long total)
    {
        var sizes = new int[shadows];
        for (var shadow = 0; shadow < shadows; shadow++)
        {
            sizes[shadow] = (int)((total * (shadow + 1) / shadows) - (total * shadow / shadows));
        }

        return sizes;
    }

    /// <summary>The rows each shadow is trained on, rising.</summary>
    /// <param name="keys">Keys of the rows; equal ones stand together.</param>
    /// <param name="sizes">Rows each shadow takes. What a record that repeats leaves over, the next shadow makes good.</param>
    /// <param name="times">How often each record is taken in all; null when it is only to be about the same.</param>
    /// <param name="seed">Changes who is dealt what, never how many.</param>
    public static int[][] Deal(UInt128[] keys, int[] sizes, int? times, ulong seed)
    {
        var starts = Units(keys);
        var units = starts.Length - 1;
        ulong[] hashes = [.. starts[..units].Select(row => ContentOrder.FoldHash(keys[row]))];
        var taken = new int[units];
        var rows = new int[sizes.Length][];
        long owed = 0;
        for (var shadow = 0; shadow < sizes.Length; shadow++)
        {
            var constant = Hashing.Mix(seed ^ Hashing.Mix(Domain + (ulong)shadow));
            var share = new Share(starts, sizes[shadow], owed);
            foreach ((var among, var must) in Turns(taken, times, sizes.Length - shadow))
            {
                share.Take(Lottery(among, hashes, constant), must);
            }

            share.Units.ForEach(unit => taken[unit]++);
            owed = times is null ? 0 : share.Left;
            rows[shadow] = [.. share.Units.Order().SelectMany(unit => Enumerable.Range(starts[unit], starts[unit + 1] - starts[unit]))];
        }

        return rows;
    }

    /// <summary>First all that can no longer wait, then those taken least often so far, then the others; none that was taken as often as it is to be.</summary>
    private static IEnumerable<(int[] Units, bool Must)> Turns(int[] taken, int? times, int shadowsLeft)
    {
        var lowest = taken.Length == 0 ? 0 : taken.Min();
        bool Must(int unit) => times - taken[unit] >= shadowsLeft;
        yield return (Where(Must), true);
        yield return (Where(unit => taken[unit] == lowest && !Must(unit)), false);
        yield return (Where(unit => taken[unit] > lowest && !Must(unit) && (times is null || taken[unit] < times)), false);

        int[] Where(Func<int, bool> holds) => [.. Enumerable.Range(0, taken.Length).Where(holds)];
    }

    /// <summary>The units by lot.</summary>
    private static int[] Lottery(int[] units, ulong[] hashes, ulong constant)
    {
        var lots = Array.ConvertAll(units, unit => Hashing.Mix(hashes[unit] ^ constant));
        Array.Sort(lots, units);
        return units;
    }

    /// <summary>What one shadow takes.</summary>
    private sealed class Share(int[] starts, int size, long owed)
    {
        public List<int> Units { get; } = [];

        /// <summary>Rows still to be taken; below 0 when a record that repeats took more.</summary>
        public long Left { get; private set; } = size + owed;

        /// <summary>Takes those that fit, in their order. A record that repeats more often than a shadow has rows is taken where that comes nearer.</summary>
        public void Take(int[] units, bool must)
        {
            foreach (var unit in units)
            {
                var rows = starts[unit + 1] - starts[unit];
                if (must || rows <= Left || (rows > size && rows <= 2 * Left))
                {
                    Units.Add(unit);
                    Left -= rows;
                }
            }
        }
    }
}
