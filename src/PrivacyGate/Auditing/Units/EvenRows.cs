namespace PrivacyGate.Auditing.Units;

/// <summary>
/// By how many of its rows each person is judged, so that as many are judged by one row, by two and so on among members
/// as among non-members. The mean of four rows spreads less than one row: an attack that never saw a leak tells such
/// sides apart by that alone.
/// </summary>
/// <remarks>
/// Each side's persons stand in the order of their number of rows; those that stand equally far up are held beside each
/// other, and both are judged by the smaller of their numbers. Sides that are alike lose next to nothing.
/// </remarks>
internal static class EvenRows
{
    /// <summary>What a number of rows leaves of 64 bits.</summary>
    private const int HashBits = 32;

    /// <summary>Rows to use of each unit, at least 1; null when all units have equally many.</summary>
    /// <param name="rows">Rows of each unit, at least 1.</param>
    /// <param name="isMember">The side of each unit.</param>
    /// <param name="hashes">A hash of each unit: decides among units of equally many rows.</param>
    public static int[]? Of(int[] rows, bool[] isMember, ulong[] hashes)
    {
        if (rows.Length == 0 || rows.AsSpan().IndexOfAnyExcept(rows[0]) < 0)
        {
            return null;
        }

        var members = Rising(rows, hashes, isMember, true);
        var nonMembers = Rising(rows, hashes, isMember, false);
        int[] used = [.. rows];
        if (members.Length > 0 && nonMembers.Length > 0)
        {
            Cut(used, rows, members, nonMembers);
            Cut(used, rows, nonMembers, members);
        }

        return used;
    }

    private static void Cut(int[] used, int[] rows, int[] own, int[] other)
    {
        for (var place = 0; place < own.Length; place++)
        {
            // The unit whose share of the other side stands below it is the one at this unit's middle.
            var beside = other[(int)(((2L * place) + 1) * other.Length / (2L * own.Length))];
            used[own[place]] = Math.Min(rows[own[place]], rows[beside]);
        }
    }

    /// <summary>A side's units by their number of rows, in the leading bits, and their hash.</summary>
    private static int[] Rising(int[] rows, ulong[] hashes, bool[] isMember, bool side)
    {
        int[] units = [.. Enumerable.Range(0, rows.Length).Where(unit => isMember[unit] == side)];
        var order = Array.ConvertAll(units, unit => ((ulong)rows[unit] << HashBits) | (Hashing.Mix(hashes[unit]) >> (64 - HashBits)));
        Array.Sort(order, units);
        return units;
    }
}
