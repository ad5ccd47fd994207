namespace PrivacyGate.Metrics;

/// <summary>
/// Cross-fitting with a threshold for each class (Song and Mittal 2021). A class with few units in the fold learned on
/// borrows the threshold of all classes together: its own would fit noise.
/// </summary>
public sealed class ClasswiseCrossFitting
{
    /// <summary>Units a side, in the fold learned on, from which a class gets a threshold of its own; chosen by simulation, docs/decisions/0004.</summary>
    public const int SmallestClass = 50;

    private readonly RankedScores ranked;
    private readonly FoldAssignment folds;
    private readonly FoldWalk pooled;
    private readonly FoldWalk byClass;
    private readonly int[] classEnds;
    private readonly int smallestClass;

    /// <param name="ranked">Scores that are comparable across classes.</param>
    /// <param name="classes">The class of each unit, from 0; -1 for a unit of several classes, which always borrows.</param>
    /// <param name="folds">The splits.</param>
    /// <param name="isMember">The side of each unit.</param>
    /// <param name="smallestClass">See <see cref="SmallestClass"/>.</param>
    public ClasswiseCrossFitting(
        RankedScores ranked,
        int[] classes,
        FoldAssignment folds,
        bool[] isMember,
        int smallestClass = SmallestClass)
    {
        this.ranked = ranked;
        this.folds = folds;
        this.smallestClass = smallestClass;
        pooled = FoldWalk.Over(ranked, folds, isMember);
        (var targets, classEnds) = PlacesByClass(ranked.Order, classes);
        byClass = pooled.Regrouped(targets, classEnds);
    }

    private delegate void OwnCuts(int start, int end, Span<int> cuts);

    /// <summary>In each class the threshold with the largest TPR - FPR within the class.</summary>
    public FoldOutcome[] BestAdvantage()
    {
        var cuts = new int[2 * folds.Splits];
        pooled.BestCuts(0, pooled.Length, cuts);
        return Run(Array.ConvertAll(cuts, ScoreAbove), byClass.BestCuts);
    }

    /// <summary>In each class the mean score of the fold's members.</summary>
    public FoldOutcome[] MemberMean()
    {
        var means = new double[2 * folds.Splits];
        pooled.MemberMeans(0, pooled.Length, means);
        return Run(means, MeanCuts);
    }

    private FoldOutcome[] Run(double[] pooledThresholds, OwnCuts ownCuts)
    {
        var outcomes = new FoldOutcome[2 * folds.Splits];
        var cuts = new int[outcomes.Length];
        var start = 0;
        for (var c = 0; c < classEnds.Length; c++)
        {
            var end = classEnds[c];
            var mixed = c == 0;
            if (!mixed && (end - start) / 2 >= smallestClass)
            {
                ownCuts(start, end, cuts);
            }

            for (var rule = 0; rule < outcomes.Length; rule++)
            {
                var borrows = mixed || SmallerSide(byClass.CountsBefore(start, end, rule / 2), rule % 2) < smallestClass;
                var cut = borrows ? CutAt(pooledThresholds[rule], start, end) : cuts[rule];
                outcomes[rule] += byClass.CountsBefore(start, cut, rule / 2).LearnedOn(rule % 2);
            }

            start = end;
        }

        return outcomes;
    }

    private void MeanCuts(int start, int end, Span<int> cuts)
    {
        var means = new double[cuts.Length];
        byClass.MemberMeans(start, end, means);
        for (var rule = 0; rule < cuts.Length; rule++)
        {
            cuts[rule] = CutAt(means[rule], start, end);
        }
    }

    private static int SmallerSide(FoldCounts all, int fold) => fold == 0
        ? Math.Min(all.MembersZero, all.NonMembersZero)
        : Math.Min(all.MembersOne, all.NonMembersOne);

    private double ScoreAbove(int cut) => cut == 0 ? double.PositiveInfinity : ranked.Sorted[cut - 1];

    private int CutAt(double threshold, int start, int end) =>
        start + RankedScores.CountAtLeast(byClass.Scores[start..end], threshold);

    /// <summary>Where each place of the pooled order goes: units of several classes first, then class by class, each in falling order.</summary>
    private static (int[] Targets, int[] ClassEnds) PlacesByClass(int[] falling, int[] classes)
    {
        var ends = new int[classes.Length == 0 ? 1 : classes.Max() + 2];
        foreach (var c in classes)
        {
            ends[c + 1]++;
        }

        var total = 0;
        var next = new int[ends.Length];
        for (var c = 0; c < ends.Length; c++)
        {
            next[c] = total;
            total += ends[c];
            ends[c] = total;
        }

        return (Array.ConvertAll(falling, unit => next[classes[unit] + 1]++), ends);
    }
}
