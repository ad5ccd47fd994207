using PrivacyGate.Metrics;

namespace PrivacyGate.Calibration;

/// <summary>From how many records a class earns a threshold of its own.</summary>
internal static class ClassGrid
{
    private const int Classes = 10;

    public static void Run(Report report, double scale)
    {
        report.Section(
            "A threshold for each class, or one for all",
            """
            Ten classes. "even": every class leaks alike (a shift of .5), so thresholds of its own can only lose. "uneven":
            half of the classes leak by a shift of 1, half in the tail (40 % of the members by 4), with about equal
            advantages at different thresholds: .38 with its own for each, .34 with one for all. Mean cross-fitted advantage with own thresholds throughout, and with the pooled one
            throughout, by the number of records a side and class in the fold learned on.
            """);
        report.Header("leak", "records a side, class and fold", "repeats", "own", "pooled");
        foreach (var even in new[] { true, false })
        {
            foreach (var perClass in new[] { 12, 25, 50, 100, 200 })
            {
                var repeats = (int)(200 * scale);
                var means = Repeats.Run(repeats, seed => Advantages(2 * perClass, even, seed));
                report.Row(
                    even ? "even" : "uneven", $"{perClass}", $"{repeats}",
                    Report.Share(means.Average(mean => mean.Own)), Report.Share(means.Average(mean => mean.Pooled)));
            }
        }
    }

    private static (double Own, double Pooled) Advantages(int perClassAndSide, bool even, ulong seed)
    {
        var draw = new Draw(seed);
        var perSide = Classes * perClassAndSide;
        bool[] isMember = [.. Enumerable.Range(0, 2 * perSide).Select(i => i < perSide)];
        int[] classes = [.. Enumerable.Range(0, 2 * perSide).Select(i => i % Classes)];
        double[] scores = [.. Enumerable.Range(0, 2 * perSide).Select(i => draw.Normal() + (isMember[i] ? Leak(even, classes[i], draw) : 0))];
        var folds = FoldAssignment.Create([.. scores.Select(_ => draw.Bits())], isMember);
        var ranked = RankedScores.From(scores);
        double Value(int smallest) => MembershipAdvantage.From(
            new ClasswiseCrossFitting(ranked, classes, folds, isMember, smallest).BestAdvantage(),
            perSide, perSide, IntervalCache.For(perSide, 0.025)).Value;
        return (Value(0), Value(int.MaxValue));
    }

    private static double Leak(bool even, int c, Draw draw) => (even, c < Classes / 2) switch
    {
        (true, _) => 0.5,
        (false, true) => 1,
        _ => draw.Uniform() < 0.4 ? 4 : 0,
    };
}
