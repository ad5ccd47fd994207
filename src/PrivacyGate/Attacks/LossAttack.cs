using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record of small loss is taken for a member; the threshold is the best one (Yeom et al. 2018, with its threshold learned).</summary>
/// <remarks>Of classes the cross-entropy, of several labels its sum over them, of values the absolute residual (the length of the scaled residual where there are several), of reconstructions the logarithm of the error.</remarks>
public sealed class LossAttack : IAttack
{
    public string Id => "loss";

    public bool Serves(ModelTask task) => task != ModelTask.Score;

    public string? Refusal(AuditInput input) => Require.Scores(input);

    public MembershipScores Score(AuditInput input) => new(Id, Values(input), ThresholdRule.BestAdvantage);

    /// <summary>The loss, its sign turned: larger means likelier a member.</summary>
    internal static double[] Values(AuditInput input) =>
        Array.ConvertAll(ScaledAnswers.OfTarget(input).Losses(), static loss => -loss);
}
