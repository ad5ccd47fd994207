using PrivacyGate.Metrics;

namespace PrivacyGate.Calibration;

/// <summary>One audit of one drawn data set, by the engine's own method.</summary>
/// <param name="Lower">Lower bound of the selected rule, which decides Fail.</param>
/// <param name="Value">Its cross-fitted advantage.</param>
/// <param name="SelectedUpper">The selected rule's own upper bound, which must not decide Pass.</param>
/// <param name="Upper">The largest upper bound of all attacks, which decides Pass.</param>
/// <param name="SelectedTruth">Population advantage of the selected rules: median over splits of the mean over folds.</param>
internal sealed record Trial(double Lower, double Value, double SelectedUpper, double Upper, double SelectedTruth)
{
    public static Trial Run(LeakModel model, int perSide, ulong seed, double error = 0.025, int splits = FoldAssignment.DefaultSplits, ulong salt = 0)
    {
        var draw = new Draw(seed);
        var scores = model.Sample(perSide, perSide, draw);
        ulong[] hashes = [.. Enumerable.Range(0, 2 * perSide).Select(_ => draw.Bits())];
        return Run(model, scores, hashes, perSide, IntervalCache.For(perSide, error), splits, salt);
    }

    public static Trial Run(
        LeakModel model,
        double[][] scores,
        ulong[] hashes,
        int perSide,
        NewcombeInterval interval,
        int splits = FoldAssignment.DefaultSplits,
        ulong salt = 0)
    {
        bool[] isMember = [.. Enumerable.Range(0, 2 * perSide).Select(i => i < perSide)];
        var folds = FoldAssignment.Create(hashes, isMember, null, splits, salt);
        var ranked = Array.ConvertAll(scores, RankedScores.From);
        var outcomes = Array.ConvertAll(ranked, own => CrossFitting.BestAdvantage(own, folds, isMember));
        var selection = BatterySelection.From(outcomes, folds);
        var selected = MembershipAdvantage.From(selection.Outcomes, perSide, perSide, interval);
        var upper = outcomes.Max(own => MembershipAdvantage.From(own, perSide, perSide, interval).Interval.Upper);
        return new Trial(
            selected.Interval.Lower,
            selected.Value,
            selected.Interval.Upper,
            upper,
            TruthOf(model, selection, outcomes, ranked, folds));
    }

    private static double TruthOf(LeakModel model, BatterySelection selection, FoldOutcome[][] outcomes, RankedScores[] ranked, FoldAssignment folds)
    {
        var truths = new double[folds.Splits];
        for (var i = 0; i < selection.Outcomes.Length; i++)
        {
            var chosen = selection.Outcomes[i];
            var attack = Array.FindIndex(outcomes, own => own[i] == chosen);
            truths[i / 2] += model.AdvantageAt(attack, Threshold(ranked[attack], folds, i / 2, i % 2, chosen)) / 2;
        }

        Array.Sort(truths);
        return truths[truths.Length / 2];
    }

    /// <summary>The threshold that flags so many units of the fold it was learned on.</summary>
    private static double Threshold(RankedScores ranked, FoldAssignment folds, int split, int fold, FoldOutcome outcome)
    {
        var flagged = outcome.LearnedTruePositives + outcome.LearnedFalsePositives;
        for (var place = 0; flagged > 0; place++)
        {
            flagged -= ((folds.Bits[ranked.Order[place]] >> split) & 1) == fold ? 1 : 0;
            if (flagged == 0)
            {
                return ranked.Sorted[place];
            }
        }

        return double.PositiveInfinity;
    }
}
