using System.Numerics;
using System.Runtime.CompilerServices;

namespace PrivacyGate.Metrics;

/// <summary>
/// Sides and folds of the units in the order of their scores, packed into 16 bits each, so that passes over them stay
/// in the cache: bit s is the fold in split s, then the side and whether a threshold can lie below the unit.
/// </summary>
internal sealed class FoldWalk
{
    public const int SideBit = 11;
    public const int TieEndBit = 12;
    private readonly ushort[] codes;
    private readonly double[] sorted;

    private FoldWalk(ushort[] codes, double[] sorted)
    {
        this.codes = codes;
        this.sorted = sorted;
    }

    public int Length => codes.Length;

    public ReadOnlySpan<double> Scores => sorted;

    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FoldWalk Over(RankedScores ranked, FoldAssignment folds, bool[] isMember)
    {
        var codes = new ushort[ranked.Count];
        for (var place = 0; place < codes.Length; place++)
        {
            codes[place] = Code(ranked.Order[place], folds, isMember, ranked.EndsTie(place));
        }

        return new FoldWalk(codes, ranked.Sorted);
    }

    /// <summary>The same units class after class, where ties end with their class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public FoldWalk Regrouped(int[] targets, int[] classEnds)
    {
        var regrouped = new FoldWalk(new ushort[codes.Length], new double[codes.Length]);
        for (var place = 0; place < codes.Length; place++)
        {
            regrouped.codes[targets[place]] = (ushort)(codes[place] & ~(1 << TieEndBit));
            regrouped.sorted[targets[place]] = sorted[place];
        }

        var start = 0;
        foreach (var end in classEnds)
        {
            for (var place = start; place < end; place++)
            {
                var endsTie = place + 1 == end || regrouped.sorted[place + 1] != regrouped.sorted[place];
                regrouped.codes[place] |= (ushort)(endsTie ? 1 << TieEndBit : 0);
            }

            start = end;
        }

        return regrouped;
    }

    /// <summary>For the rule learned on each fold of each split, at 2 x split + fold: where in [start, end] to cut for the largest TPR - FPR.</summary>
    public void BestCuts(int start, int end, Span<int> cuts)
    {
        Span<FoldCounts> all = stackalloc FoldCounts[2];
        for (var split = 0; split < cuts.Length / 2; split += 2)
        {
            all[0] = CountsBefore(start, end, split);
            all[1] = CountsBefore(start, end, split + 1);
            var own = FoldLanes.BestCuts(codes.AsSpan(start, end - start), split, all);
            for (var lane = 0; lane < 4 && (2 * split) + lane < cuts.Length; lane++)
            {
                cuts[(2 * split) + lane] = start + (int)own[lane];
            }
        }
    }

    /// <summary>The mean score of the members of each fold in [start, end), at 2 x split + fold; positive infinity, which flags nobody, for a fold without members.</summary>
    public void MemberMeans(int start, int end, Span<double> means)
    {
        // Distances to one score, so that the mean of equal scores is that score to the last bit.
        var origin = start < end ? sorted[start] : 0;
        for (var split = 0; split < means.Length / 2; split += 2)
        {
            var sums = FoldLanes.MemberSums(codes.AsSpan(start, end - start), split, Scores[start..end], origin);
            for (var lane = 0; lane < 4 && (2 * split) + lane < means.Length; lane++)
            {
                var all = CountsBefore(start, end, split + (lane / 2));
                var members = lane % 2 == 0 ? all.MembersZero : all.MembersOne;
                means[(2 * split) + lane] = members == 0 ? double.PositiveInfinity : origin + (sums[lane] / members);
            }
        }
    }

    /// <summary>Units in [start, cut).</summary>
    public FoldCounts CountsBefore(int start, int cut, int split)
    {
        ReadOnlySpan<ushort> units = codes.AsSpan(start, cut - start);
        var members = CountSet(units, 1 << SideBit);
        var one = CountSet(units, 1 << split);
        var membersOne = CountSet(units, (1 << SideBit) | (1 << split));
        var zero = units.Length - one;
        return new FoldCounts(zero - (members - membersOne), members - membersOne, one - membersOne, membersOne);
    }

    /// <summary>How many codes have all of these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountSet(ReadOnlySpan<ushort> units, int bits)
    {
        var wanted = new Vector<ushort>((ushort)bits);
        var total = 0;
        while (units.Length >= Vector<ushort>.Count)
        {
            // A lane counts no further than 16 bits do.
            var vectors = Math.Min(units.Length / Vector<ushort>.Count, ushort.MaxValue);
            var counts = Vector<ushort>.Zero;
            for (var i = 0; i < vectors; i++)
            {
                // All bits set is minus one.
                counts -= Vector.Equals(new Vector<ushort>(units[(i * Vector<ushort>.Count)..]) & wanted, wanted);
            }

            Vector.Widen(counts, out var low, out var high);
            total += (int)(Vector.Sum(low) + Vector.Sum(high));
            units = units[(vectors * Vector<ushort>.Count)..];
        }

        foreach (var code in units)
        {
            total += (code & bits) == bits ? 1 : 0;
        }

        return total;
    }

    private static ushort Code(int unit, FoldAssignment folds, bool[] isMember, bool endsTie) =>
        (ushort)(folds.Bits[unit] | (isMember[unit] ? 1 << SideBit : 0) | (endsTie ? 1 << TieEndBit : 0));
}
