namespace PrivacyGate.Attacks;

/// <summary>A record whose loss is at most the members' mean loss is taken for a member (Yeom et al. 2018, adversary 1).</summary>
public sealed class LossMeanAttack : IAttack
{
    public string Id => "loss-mean";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input) => new(Id, LossAttack.Values(input), ThresholdRule.MemberMean) { Decision = ThresholdRule.MemberMean };
}
