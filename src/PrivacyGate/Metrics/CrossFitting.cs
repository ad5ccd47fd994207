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
        var walk = FoldWalk.Over(ranked, folds, isMember);
        var cuts = new int[2 * folds.Splits];
        walk.BestCuts(0, walk.Length, cuts);
        return Outcomes(walk, cuts);
    }

    /// <summary>The mean score of the fold's members (Yeom et al. 2018).</summary>
    public static FoldOutcome[] MemberMean(RankedScores ranked, FoldAssignment folds, bool[] isMember)
    {
        var walk = FoldWalk.Over(ranked, folds, isMember);
        var means = new double[2 * folds.Splits];
        walk.MemberMeans(0, walk.Length, means);
        return Outcomes(walk, Array.ConvertAll(means, ranked.CountAtLeast));
    }

    /// <summary>
    /// One threshold known beforehand, so that nothing is learned: both folds together count every unit once. A rule
    /// that learns would flag nobody where yes and no happen to be even in one fold, and halve what it finds.
    /// </summary>
    public static FoldOutcome[] Given(RankedScores ranked, FoldAssignment folds, bool[] isMember, double threshold)
    {
        var cuts = new int[2 * folds.Splits];
        Array.Fill(cuts, ranked.CountAtLeast(threshold));
        return Outcomes(FoldWalk.Over(ranked, folds, isMember), cuts);
    }

    private static FoldOutcome[] Outcomes(FoldWalk walk, int[] cuts)
    {
        var outcomes = new FoldOutcome[cuts.Length];
        for (var rule = 0; rule < cuts.Length; rule++)
        {
            outcomes[rule] = walk.CountsBefore(0, cuts[rule], rule / 2).LearnedOn(rule % 2);
        }

        return outcomes;
    }
}
