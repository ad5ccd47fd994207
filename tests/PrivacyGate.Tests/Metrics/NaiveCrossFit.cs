using PrivacyGate.Metrics;

namespace PrivacyGate.Tests.Metrics;

/// <summary>The four threshold rules written down as their definitions read, with no thought of speed.</summary>
internal static class NaiveCrossFit
{
    public static FoldOutcome[] BestAdvantage(double[] scores, FoldAssignment folds, bool[] isMember) =>
        Run(folds, isMember, (learn, judged) => Flags(judged, scores, Best(learn, scores, isMember)));

    public static FoldOutcome[] MemberMean(double[] scores, FoldAssignment folds, bool[] isMember) =>
        Run(folds, isMember, (learn, judged) => Flags(judged, scores, Mean(learn, scores, isMember)));

    public static FoldOutcome[] PerClass(double[] scores, int[] classes, FoldAssignment folds, bool[] isMember, int smallest, bool mean)
    {
        return Run(folds, isMember, (learn, judged) =>
        {
            var pooled = Learn(learn);
            return [.. judged.Where(unit => scores[unit] >= ThresholdFor(unit, learn, pooled))];
        });

        double Learn(int[] units) => mean ? Mean(units, scores, isMember) : Best(units, scores, isMember);

        double ThresholdFor(int unit, int[] learn, double pooled)
        {
            int[] own = [.. learn.Where(other => classes[other] == classes[unit])];
            var members = own.Count(other => isMember[other]);
            var borrows = classes[unit] < 0 || Math.Min(members, own.Length - members) < smallest;
            return borrows ? pooled : Learn(own);
        }
    }

    /// <param name="folds">The splits.</param>
    /// <param name="isMember">The truth.</param>
    /// <param name="flags">From the units learned on and the units judged to those flagged.</param>
    private static FoldOutcome[] Run(FoldAssignment folds, bool[] isMember, Func<int[], int[], int[]> flags) =>
    [
        .. Enumerable.Range(0, 2 * folds.Splits).Select(i =>
        {
            var learn = InFold(folds, i / 2, i % 2);
            var there = flags(learn, learn);
            var elsewhere = flags(learn, InFold(folds, i / 2, 1 - (i % 2)));
            return new FoldOutcome(
                there.Count(unit => isMember[unit]),
                there.Count(unit => !isMember[unit]),
                elsewhere.Count(unit => isMember[unit]),
                elsewhere.Count(unit => !isMember[unit]));
        }),
    ];

    private static int[] InFold(FoldAssignment folds, int split, int fold) =>
        [.. Enumerable.Range(0, folds.Bits.Length).Where(unit => ((folds.Bits[unit] >> split) & 1) == fold)];

    private static int[] Flags(int[] units, double[] scores, double threshold) => [.. units.Where(unit => scores[unit] >= threshold)];

    private static double Best(int[] units, double[] scores, bool[] isMember)
    {
        long members = units.Count(unit => isMember[unit]);
        var nonMembers = units.Length - members;
        long best = 0;
        var threshold = double.PositiveInfinity;
        foreach (var candidate in units.Select(unit => scores[unit]).Distinct().OrderDescending())
        {
            var flagged = Flags(units, scores, candidate);
            long hits = flagged.Count(unit => isMember[unit]);
            var value = (hits * nonMembers) - ((flagged.Length - hits) * members);
            (best, threshold) = value > best ? (value, candidate) : (best, threshold);
        }

        return threshold;
    }

    private static double Mean(int[] units, double[] scores, bool[] isMember)
    {
        double[] own = [.. units.Where(unit => isMember[unit]).Select(unit => scores[unit])];
        return own.Length == 0 ? double.PositiveInfinity : own.Average();
    }
}
