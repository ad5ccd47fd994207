namespace PrivacyGate.Attacks;

/// <summary>A record of high logit-scaled confidence in its true class is taken for a member (Song and Mittal 2021; scale of Carlini et al. 2022).</summary>
public sealed class ConfidenceAttack : IAttack
{
    public string Id => "confidence";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input) =>
        new(Id, [.. Require.Confidence(input)], ThresholdRule.BestAdvantage);
}
