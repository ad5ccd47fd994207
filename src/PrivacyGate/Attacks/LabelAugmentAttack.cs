using PrivacyGate.Auditing;

namespace PrivacyGate.Attacks;

/// <summary>A record whose label withstands the changes a trainer makes to its records is taken for a member (Choquette-Choo et al. 2021): needs labels alone, a dozen of a picture.</summary>
public sealed class LabelAugmentAttack : IAttack
{
    public string Id => "label-augment";

    public Evidence Needs => Evidence.Labels | Evidence.Records;

    public string? Refusal(AuditInput input) => Require.LabelCurve(input, Id);

    public MembershipScores Score(AuditInput input) => Require.LabelScores(input, Id);
}
