namespace PrivacyGate.Attacks;

/// <summary>A record of low modified entropy, which counts certainty in a wrong class as high, is taken for a member (Song and Mittal 2021, eq. 8).</summary>
public sealed class ModifiedEntropyAttack : IAttack
{
    public string Id => "modified-entropy";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input) =>
        new(Id, Array.ConvertAll(input.Signals.ModifiedEntropy!, static entropy => -entropy), ThresholdRule.BestAdvantage);
}
