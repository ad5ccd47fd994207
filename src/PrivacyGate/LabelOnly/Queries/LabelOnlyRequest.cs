using PrivacyGate.Features;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>Whom to ask for labels, about what, and how much.</summary>
/// <param name="Attacks">Ids of the attacks to ask for; those that are no label-only attacks are passed over.</param>
/// <param name="Records">The audited records, in content order as in <see cref="Samples.AuditInput.Records"/>.</param>
/// <param name="Target">The model audited; only its predicted classes are looked at.</param>
/// <param name="Space">What may be changed in a record.</param>
/// <param name="Options">How much may be asked.</param>
public sealed record LabelOnlyRequest(
    IReadOnlyCollection<string> Attacks,
    RecordBatch Records,
    IClassifier Target,
    FeatureSpace Space,
    LabelOnlyOptions Options)
{
    /// <summary>Trains models of the target's kind for <c>label-transfer</c>, which is passed over without, and local shadows.</summary>
    public ITrainer? Trainer { get; init; }

    /// <summary>Records of neither side for <c>label-transfer</c> to have labelled, in any order; those that are audited are left out. Null where there are none.</summary>
    public RecordBatch? Reference { get; init; }

    /// <summary>Gradients of the target, for <c>label-boundary</c> alone; null where the attacker is to know labels only, or the target has none.</summary>
    public IInputGradients? Gradients { get; init; }

    /// <summary>Why there are no <see cref="Gradients"/> though the attacker is to know the model: a clause that follows "because"; else null.</summary>
    public string? GradientsRefused { get; init; }

    /// <summary>The records that attacks query beyond their first answer; null for all.</summary>
    public ShortenedLabels? Shortened { get; init; }

    /// <summary>What local shadows are trained on, from which thresholds and votes are learned; null for none.</summary>
    public LocalShadowSource? LocalShadows { get; init; }
}

/// <summary>What local shadows are trained on: models an attacker trains himself, to learn from them how answers about trained records differ from others.</summary>
/// <param name="Pool">The records; <see cref="ShadowPool.Audited"/> are those of the request.</param>
/// <param name="TargetRecords">Records the target was trained on, at least 1.</param>
public sealed record LocalShadowSource(ShadowPool Pool, int TargetRecords)
{
    /// <summary>Whether an audit goes on, with a warning (PG0205), where they cannot be trained or asked; else what ended them ends it too.</summary>
    public bool Optional { get; init; }
}
