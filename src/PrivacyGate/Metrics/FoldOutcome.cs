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

/// <summary>Units above a cut, by fold and side.</summary>
internal readonly record struct FoldCounts(int NonMembersZero, int MembersZero, int NonMembersOne, int MembersOne)
{
    /// <summary>The same counts, seen by a rule that was learned on a fold.</summary>
    public FoldOutcome LearnedOn(int fold) => fold == 0
        ? new FoldOutcome(MembersZero, NonMembersZero, MembersOne, NonMembersOne)
        : new FoldOutcome(MembersOne, NonMembersOne, MembersZero, NonMembersZero);
}
