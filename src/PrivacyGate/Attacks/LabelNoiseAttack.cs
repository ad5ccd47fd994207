namespace PrivacyGate.Attacks;

/// <summary>A record whose label withstands noise is taken for a member (Choquette-Choo et al. 2021): needs labels alone, many of them.</summary>
public sealed class LabelNoiseAttack : IAttack
{
    public string Id => "label-noise";

    public AttackNeeds Needs => AttackNeeds.Labels | AttackNeeds.Records;

    public string? Refusal(AuditInput input) => Require.LabelCurve(input, Id);

    public MembershipScores Score(AuditInput input) => Require.LabelScores(input, Id);
}
