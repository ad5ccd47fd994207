namespace PrivacyGate.Attacks;

/// <summary>A record whose class probabilities have low entropy is taken for a member (Shokri et al. 2017; Salem et al. 2019, adversary 3): needs no label.</summary>
public sealed class EntropyAttack : IAttack
{
    public string Id => "entropy";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input) =>
        new(Id, Array.ConvertAll(input.Signals.Entropy!, static entropy => -entropy), ThresholdRule.BestAdvantage);
}
