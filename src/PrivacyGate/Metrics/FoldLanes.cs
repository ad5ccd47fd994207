using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PrivacyGate.Metrics;

/// <summary>
/// Two splits in one pass: the four rules learned on their folds stand side by side in the lanes of a vector, split
/// before fold. Past the last split the lanes hold something that nobody asks for.
/// </summary>
internal static class FoldLanes
{
    private const int Kinds = 8;

    /// <summary>How many of the units to flag for the largest TPR - FPR; the fewest of equals.</summary>
    /// <param name="codes">The units, see <see cref="FoldWalk"/>.</param>
    /// <param name="split">The first of the two splits.</param>
    /// <param name="all">Units of each split.</param>
    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> BestCuts(ReadOnlySpan<ushort> codes, int split, ReadOnlySpan<FoldCounts> all)
    {
        // TPR - FPR times members times non-members of the fold, so that equal advantages are equal numbers: whole ones
        // below 2^53, which a double holds exactly.
        Span<Vector256<double>> steps = stackalloc Vector256<double>[Kinds];
        Fill(
            steps,
            Vector256.Create((double)all[0].NonMembersZero, all[0].NonMembersOne, all[1].NonMembersZero, all[1].NonMembersOne),
            -Vector256.Create((double)all[0].MembersZero, all[0].MembersOne, all[1].MembersZero, all[1].MembersOne));
        var value = Vector256<double>.Zero;
        var best = Vector256<double>.Zero;
        var cut = Vector256<double>.Zero;
        for (var place = 0; place < codes.Length; place++)
        {
            value += steps[Kind(codes[place], split)];
            if (codes[place] >> FoldWalk.TieEndBit != 0)
            {
                cut = Vector256.ConditionalSelect(Vector256.GreaterThan(value, best), Vector256.Create(place + 1.0), cut);
                best = Vector256.Max(best, value);
            }
        }

        return cut;
    }

    /// <summary>The members' distances to <paramref name="origin"/>, summed in the order of the units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> MemberSums(ReadOnlySpan<ushort> codes, int split, ReadOnlySpan<double> scores, double origin)
    {
        Span<Vector256<double>> masks = stackalloc Vector256<double>[Kinds];
        Fill(masks, Vector256<double>.AllBitsSet, Vector256<double>.Zero);
        var sums = Vector256<double>.Zero;
        for (var place = 0; place < codes.Length; place++)
        {
            sums += masks[Kind(codes[place], split)] & Vector256.Create(scores[place] - origin);
        }

        return sums;
    }

    /// <summary>Looked up rather than branched on, since sides and folds are coin tosses.</summary>
    private static int Kind(int code, int split) => ((code >> split) & 3) | ((code >> (FoldWalk.SideBit - 2)) & 4);

    /// <summary>What a unit of each kind brings to each lane: nothing to the fold it does not belong to.</summary>
    private static void Fill(Span<Vector256<double>> kinds, Vector256<double> ofMember, Vector256<double> ofNonMember)
    {
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            long first = -(kind & 1);
            long second = -((kind >> 1) & 1);
            kinds[kind] = Vector256.Create(~first, first, ~second, second).AsDouble() & (kind >= 4 ? ofMember : ofNonMember);
        }
    }
}
