namespace PrivacyGate.Attacks;

/// <summary>A record that would hardly move the last layer's weights is taken for a member (Nasr et al. 2019, restricted to the last layer).</summary>
public sealed class GradientNormAttack : IAttack
{
    public string Id => "gradient-norm";

    public string? Refusal(AuditInput input) => input.Signals.GradientNorm is null
        ? "needs the input of the model's last linear layer, which this model does not expose"
        : null;

    public MembershipScores Score(AuditInput input) =>
        new(Id, Array.ConvertAll(input.Signals.GradientNorm!, static norm => -norm), ThresholdRule.BestAdvantage);
}
