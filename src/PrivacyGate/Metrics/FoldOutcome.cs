namespace PrivacyGate.Metrics;

/// <summary>What one rule, learned on one fold, flags there and on the other fold.</summary>
/// <param name="LearnedTruePositives">Members flagged in the fold the rule was learned on.</param>
/// <param name="LearnedFalsePositives">Non-members flagged there.</param>
/// <param name="TruePositives">Members flagged in the other fold: only these are evidence.</param>
/// <param name="FalsePositives">Non-members flagged in the other fold.</param>
public readonly record struct FoldOutcome(int LearnedTruePositives, int LearnedFalsePositives, int TruePositives, int FalsePositives)
{
    public static FoldOutcome operator +(FoldOutcome a, FoldOutcome b) => new(
        a.LearnedTruePositives + b.LearnedTruePositives,
        a.LearnedFalsePositives + b.LearnedFalsePositives,
        a.TruePositives + b.TruePositives,
        a.FalsePositives + b.FalsePositives);
}
