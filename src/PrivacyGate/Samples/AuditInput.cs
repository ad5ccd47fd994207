namespace PrivacyGate.Samples;

/// <summary>
/// All an attack may look at. Records stand in the order of their content's hash, so neither position nor anything
/// else tells members from non-members.
/// </summary>
/// <param name="Signals">What the target said of each record.</param>
/// <param name="MeanMemberLoss">The one public scalar: the target's mean loss on its members, by which Yeom's attacker is defined. In nats; of a model of values, or of reconstructions, the share of their variance left unexplained. Null for a model that has none.</param>
public sealed record AuditInput(SignalTable Signals, double? MeanMemberLoss)
{
    /// <summary>The errors of a model of values that its makers tell: of training and of test. Null for other models.</summary>
    public RootMeanSquares? Errors { get; init; }

    /// <summary>The records themselves, parallel to <see cref="Signals"/>; null when no chosen attack needs more than the target's answers.</summary>
    public RecordBatch? Records { get; init; }

    /// <summary>The target's posteriors, a row for each record; null unless a chosen attack learns from posteriors.</summary>
    public PosteriorSample? Posteriors { get; init; }

    /// <summary>What shadow models said, or null when none were trained.</summary>
    public ShadowEvidence? Shadows { get; init; }

    /// <summary>What questions about the label alone gave away, or null when none were asked.</summary>
    public LabelOnlyEvidence? LabelOnly { get; init; }

    /// <summary>Fits attack models; null where none can be.</summary>
    public INetworkFitter? Networks { get; init; }

    /// <summary>Seed of everything an attack draws.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>The root mean squared errors of a model of one value, in its unit.</summary>
/// <param name="Members">On the records it was trained on.</param>
/// <param name="NonMembers">On others.</param>
public sealed record RootMeanSquares(double Members, double NonMembers);
