namespace PrivacyGate.Attacks;

/// <summary>A record far from where the model would put it into another class is taken for a member (Choquette-Choo et al. 2021, Li and Zhang 2021): needs labels alone, many of them.</summary>
public sealed class LabelBoundaryAttack : IAttack
{
    public string Id => "label-boundary";

    public AttackNeeds Needs => AttackNeeds.Labels | AttackNeeds.Records | AttackNeeds.Gradients;

    public string? Refusal(AuditInput input) => Require.LabelCurve(input, Id);

    public MembershipScores Score(AuditInput input) => Require.LabelScores(input, Id);
}
