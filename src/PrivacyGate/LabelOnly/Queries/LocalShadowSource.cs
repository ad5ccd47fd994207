using PrivacyGate.Shadows;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>What local shadows are trained on: models an attacker trains himself, to learn from them how answers about trained records differ from others.</summary>
/// <param name="Pool">The records; <see cref="ShadowPool.Audited"/> are those of the request.</param>
/// <param name="TargetRecords">Records the target was trained on, at least 1.</param>
public sealed record LocalShadowSource(ShadowPool Pool, int TargetRecords)
{
    /// <summary>Whether an audit goes on, with a warning (PG0205), where they cannot be trained or asked; else what ended them ends it too.</summary>
    public bool Optional { get; init; }
}
