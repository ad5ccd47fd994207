namespace PrivacyGate.Attacks;

/// <summary>A record with a high score in its true class, as the model shows it and not normalised over the classes, is taken for a member (the logit of Carlini et al. 2022, section VI).</summary>
public sealed class RawScoreAttack : IAttack
{
    public string Id => "raw-score";

    public string? Refusal(AuditInput input) => input.Signals.RawScore is null
        ? "needs scores that do not add up to 1, and this model does not show any"
        : null;

    public MembershipScores Score(AuditInput input) =>
        new(Id, [.. input.Signals.RawScore!], ThresholdRule.BestAdvantage);
}
