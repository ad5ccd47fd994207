namespace PrivacyGate.Attacks;

/// <summary>A record the target gets right is taken for a member the sooner, the harder it is for models trained on the target's labels for other records (after Li and Zhang 2021): needs one label a record.</summary>
public sealed class LabelTransferAttack : IAttack
{
    public string Id => "label-transfer";

    public AttackNeeds Needs => AttackNeeds.Labels | AttackNeeds.Records | AttackNeeds.LabelModels;

    public string? Refusal(AuditInput input) => Require.LabelCurve(input, Id);

    public MembershipScores Score(AuditInput input) => Require.LabelScores(input, Id);
}
