using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>A record of small cross-entropy loss is taken for a member; the threshold is the best one (Yeom et al. 2018, with its threshold learned).</summary>
public sealed class LossAttack : IAttack
{
    public string Id => "loss";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input) => new(Id, Values(input), ThresholdRule.BestAdvantage);

    /// <summary>The loss in nats, its sign turned: larger means likelier a member.</summary>
    internal static double[] Values(AuditInput input) =>
        Array.ConvertAll(Require.Confidence(input), static phi => -SignalCalculator.Loss(phi));
}
