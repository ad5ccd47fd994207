namespace PrivacyGate.Metrics;

/// <summary>
/// Learns a threshold on one fold and counts what it flags on the other, for both folds of every split. Flag = score
/// at least the threshold, ties alike. Results stand at 2 x split + fold learned on.
/// </summary>
public static class CrossFitting
{
    /// <summary>The threshold with the largest TPR - FPR; the highest of equals; none at all when none does better than 0.</summary>
    public static FoldOutcome[] BestAdvantage(RankedScores ranked, FoldAssignment folds, bool[] isMember)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(folds);
        var walk = FoldWalk.Over(ranked, folds, isMember);
        var outcomes = new FoldOutcome[2 * folds.Splits];
        for (int split = 0; split < folds.Splits; split++)
        {
            (int zero, int one) = walk.BestCuts(0, walk.Length, split);
            Fill(outcomes, split, walk.CountsBefore(0, zero, split), walk.CountsBefore(0, one, split));
        }

        return outcomes;
    }

    /// <summary>The mean score of the fold's members (Yeom et al. 2018).</summary>
    public static FoldOutcome[] MemberMean(RankedScores ranked, FoldAssignment folds, bool[] isMember)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(folds);
        var walk = FoldWalk.Over(ranked, folds, isMember);
        var outcomes = new FoldOutcome[2 * folds.Splits];
        for (int split = 0; split < folds.Splits; split++)
        {
            (double zero, double one) = walk.MemberMeans(0, walk.Length, split);
            Fill(
                outcomes,
                split,
                walk.CountsBefore(0, ranked.CountAtLeast(zero), split),
                walk.CountsBefore(0, ranked.CountAtLeast(one), split));
        }

        return outcomes;
    }

    /// <summary>
    /// One threshold known beforehand, so that nothing is learned: both folds together count every unit once. A rule
    /// that learns would flag nobody where yes and no happen to be even in one fold, and halve what it finds.
    /// </summary>
    public static FoldOutcome[] Given(RankedScores ranked, FoldAssignment folds, bool[] isMember, double threshold)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(folds);
        var walk = FoldWalk.Over(ranked, folds, isMember);
        var outcomes = new FoldOutcome[2 * folds.Splits];
        int cut = ranked.CountAtLeast(threshold);
        for (int split = 0; split < folds.Splits; split++)
        {
            FoldCounts flagged = walk.CountsBefore(0, cut, split);
            Fill(outcomes, split, flagged, flagged);
        }

        return outcomes;
    }

    internal static void Fill(FoldOutcome[] outcomes, int split, FoldCounts byZero, FoldCounts byOne)
    {
        outcomes[2 * split] += byZero.LearnedOn(0);
        outcomes[(2 * split) + 1] += byOne.LearnedOn(1);
    }
}
