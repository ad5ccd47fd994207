namespace PrivacyGate.Samples;

/// <summary>All that one audit rests on.</summary>
/// <param name="Input">What attacks may look at.</param>
/// <param name="Truth">What evaluation alone sees.</param>
/// <param name="Counts">Records read, dropped and judged.</param>
/// <param name="Accuracy">The classifier's accuracy on each side; not a number for other models.</param>
public sealed record AuditSample(AuditInput Input, Truth Truth, RecordCounts Counts, SideAccuracy Accuracy)
{
    /// <summary>Keys of the records dropped because they occur on both sides: no shadow may be trained on them either. Empty unless records were kept.</summary>
    public IReadOnlyList<UInt128> EqualKeys { get; init; } = [];

    /// <summary>What negative controls look at, or null when nothing was kept for them.</summary>
    public ControlSample? Controls { get; init; }

    /// <summary>What the model answered for some members, to see whether it knows them; null when nothing was kept for it.</summary>
    public MemberAnswers? MemberAnswers { get; init; }

    /// <summary>For each column of <see cref="Controls"/> the values that the model's graph was made for, null where the graph does not show it; empty when none are known.</summary>
    public IReadOnlyList<ExpectedRange?> ExpectedRanges { get; init; } = [];

    /// <summary>How well a model that is no classifier does its task.</summary>
    public TaskFit Fit { get; init; } = TaskFit.None;

    /// <summary>What the model's graph shows of how it was fitted.</summary>
    public GraphFacts Graph { get; init; } = GraphFacts.None;
}

/// <param name="Members">Members judged, after equal records were dropped.</param>
/// <param name="NonMembers">Non-members judged, after equal records were dropped.</param>
/// <param name="Reference">Reference records.</param>
/// <param name="EqualMembers">Members dropped because an equal record is a non-member.</param>
/// <param name="EqualNonMembers">Non-members dropped because an equal record is a member.</param>
public sealed record RecordCounts(int Members, int NonMembers, int Reference, int EqualMembers, int EqualNonMembers)
{
    /// <summary>Members dropped because they nearly equal a non-member.</summary>
    public int NearMembers { get; init; }

    /// <summary>Non-members dropped because they nearly equal a member.</summary>
    public int NearNonMembers { get; init; }

    /// <summary>Documents of both sides dropped because no two of their query differ in relevance, so that no order of them is better than another.</summary>
    public int WithoutPairs { get; init; }
}

public sealed record SideAccuracy(double Members, double NonMembers);
