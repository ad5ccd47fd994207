namespace PrivacyGate.Metrics;

/// <summary>Units above a cut, by fold and side.</summary>
internal readonly record struct FoldCounts(int NonMembersZero, int MembersZero, int NonMembersOne, int MembersOne)
{
    /// <summary>The same counts, seen by a rule that was learned on a fold.</summary>
    public FoldOutcome LearnedOn(int fold) => fold == 0
        ? new FoldOutcome(MembersZero, NonMembersZero, MembersOne, NonMembersOne)
        : new FoldOutcome(MembersOne, NonMembersOne, MembersZero, NonMembersZero);
}
