namespace PrivacyGate.Metrics;

/// <summary>
/// Sides and folds of the units in the order of their scores, packed into 16 bits each: a split is one pass over
/// memory that stays in the cache.
/// </summary>
internal sealed class FoldWalk
{
    private const int SideBit = 11;
    private const int TieEndBit = 12;
    private readonly ushort[] codes;
    private readonly double[] sorted;

    private FoldWalk(ushort[] codes, double[] sorted)
    {
        this.codes = codes;
        this.sorted = sorted;
    }

    public int Length => codes.Length;

    public ReadOnlySpan<double> Scores => sorted;

    public static FoldWalk Over(RankedScores ranked, FoldAssignment folds, bool[] isMember)
    {
        var codes = new ushort[ranked.Count];
        for (int place = 0; place < codes.Length; place++)
        {
            codes[place] = Code(ranked.Order[place], folds, isMember, ranked.EndsTie(place));
        }

        return new FoldWalk(codes, ranked.Sorted);
    }

    /// <summary>The same, class after class: <paramref name="order"/> holds the units of each class in falling order.</summary>
    public static FoldWalk OverClasses(int[] order, double[] scores, int[] classEnds, FoldAssignment folds, bool[] isMember)
    {
        var sorted = Array.ConvertAll(order, unit => scores[unit]);
        var codes = new ushort[order.Length];
        int start = 0;
        foreach (int end in classEnds)
        {
            for (int place = start; place < end; place++)
            {
                bool endsTie = place + 1 == end || sorted[place + 1] != sorted[place];
                codes[place] = Code(order[place], folds, isMember, endsTie);
            }

            start = end;
        }

        return new FoldWalk(codes, sorted);
    }

    /// <summary>For a rule learned on fold 0 and one learned on fold 1: where in [start, end] to cut for the largest TPR - FPR.</summary>
    public (int Zero, int One) BestCuts(int start, int end, int split)
    {
        FoldCounts all = CountsBefore(start, end, split);

        // What a unit adds to (TPR - FPR) times members times non-members of its fold, so that equal advantages are
        // equal numbers; looked up rather than branched on, since sides and folds are coin tosses.
        ReadOnlySpan<long> step0 = [-all.MembersZero, all.NonMembersZero, 0, 0];
        ReadOnlySpan<long> step1 = [0, 0, -all.MembersOne, all.NonMembersOne];
        long value0 = 0;
        long value1 = 0;
        long best0 = 0;
        long best1 = 0;
        int cut0 = start;
        int cut1 = start;
        for (int place = start; place < end; place++)
        {
            int code = codes[place];
            int kind = (2 * ((code >> split) & 1)) | ((code >> SideBit) & 1);
            value0 += step0[kind];
            value1 += step1[kind];
            if (code >> TieEndBit != 0)
            {
                if (value0 > best0)
                {
                    (best0, cut0) = (value0, place + 1);
                }

                if (value1 > best1)
                {
                    (best1, cut1) = (value1, place + 1);
                }
            }
        }

        return (cut0, cut1);
    }

    /// <summary>Units in [start, cut).</summary>
    public FoldCounts CountsBefore(int start, int cut, int split)
    {
        int members = 0;
        int one = 0;
        int membersOne = 0;
        foreach (ushort code in codes.AsSpan(start, cut - start))
        {
            int member = (code >> SideBit) & 1;
            int fold = (code >> split) & 1;
            members += member;
            one += fold;
            membersOne += member & fold;
        }

        int zero = cut - start - one;
        return new FoldCounts(zero - (members - membersOne), members - membersOne, one - membersOne, membersOne);
    }

    /// <summary>The mean score of the members of each fold in [start, end); positive infinity, which flags nobody, for a fold without members.</summary>
    public (double Zero, double One) MemberMeans(int start, int end, int split)
    {
        Span<double> sums = stackalloc double[2];
        Span<int> counts = stackalloc int[2];
        double origin = start < end ? sorted[start] : 0;
        for (int place = start; place < end; place++)
        {
            if (((codes[place] >> SideBit) & 1) != 0)
            {
                int fold = (codes[place] >> split) & 1;

                // Distances to one score, so that the mean of equal scores is that score to the last bit.
                sums[fold] += sorted[place] - origin;
                counts[fold]++;
            }
        }

        return (Mean(0, sums, counts), Mean(1, sums, counts));

        double Mean(int fold, Span<double> sums, Span<int> counts) =>
            counts[fold] == 0 ? double.PositiveInfinity : origin + (sums[fold] / counts[fold]);
    }

    private static ushort Code(int unit, FoldAssignment folds, bool[] isMember, bool endsTie) =>
        (ushort)(folds.Bits[unit] | (isMember[unit] ? 1 << SideBit : 0) | (endsTie ? 1 << TieEndBit : 0));
}
