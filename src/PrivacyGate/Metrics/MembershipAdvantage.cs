namespace PrivacyGate.Metrics;

/// <summary>
/// Membership advantage TPR - FPR of rules learned on other records than they are judged on, with its interval.
/// Each of the figures is a median over the splits.
/// </summary>
/// <param name="Value">In [-1, 1]; below 0 by chance only.</param>
/// <param name="Interval">Newcombe's bounds.</param>
/// <param name="TruePositiveRate">In [0, 1].</param>
/// <param name="FalsePositiveRate">In [0, 1].</param>
public sealed record MembershipAdvantage(
    double Value,
    ConfidenceInterval Interval,
    double TruePositiveRate,
    double FalsePositiveRate)
{
    /// <summary>Variance of one member's flag plus that of one non-member's: what decides how many records a verdict needs.</summary>
    public double VarianceSum =>
        (TruePositiveRate * (1 - TruePositiveRate)) + (FalsePositiveRate * (1 - FalsePositiveRate));

    /// <param name="outcomes">Two for each split, as <see cref="CrossFitting"/> gives them.</param>
    /// <param name="members">Members in both folds, at least 1.</param>
    /// <param name="nonMembers">Non-members in both folds, at least 1.</param>
    /// <param name="interval">Made for these numbers.</param>
    public static MembershipAdvantage From(FoldOutcome[] outcomes, int members, int nonMembers, NewcombeInterval interval)
    {
        var splits = outcomes.Length / 2;
        var tpr = new double[splits];
        var fpr = new double[splits];
        var value = new double[splits];
        var lower = new double[splits];
        var upper = new double[splits];
        for (var split = 0; split < splits; split++)
        {
            var both = outcomes[2 * split] + outcomes[(2 * split) + 1];
            tpr[split] = (double)both.TruePositives / members;
            fpr[split] = (double)both.FalsePositives / nonMembers;
            value[split] = tpr[split] - fpr[split];
            lower[split] = interval.Lower(both.TruePositives, both.FalsePositives);
            upper[split] = interval.Upper(both.TruePositives, both.FalsePositives);
        }

        return new MembershipAdvantage(
            Selection.Median(value),
            new ConfidenceInterval(Selection.Median(lower), Selection.Median(upper)),
            Selection.Median(tpr),
            Selection.Median(fpr));
    }
}
