namespace PrivacyGate.Attacks;

/// <summary>A record whose loss is at most the members' mean loss is taken for a member (Yeom et al. 2018, adversary 1).</summary>
/// <remarks>The mean of values is that of squared residuals, by which such models are trained.</remarks>
public sealed class LossMeanAttack : IAttack
{
    public string Id => "loss-mean";

    public bool Serves(ModelTask task) => task != ModelTask.Score;

    public string? Refusal(AuditInput input) => Require.Scores(input);

    public MembershipScores Score(AuditInput input)
    {
        var losses = LossAttack.Values(input);
        return new(Id, input.Signals.Task == ModelTask.Regression ? Array.ConvertAll(losses, static loss => -loss * loss) : losses, ThresholdRule.MemberMean)
        {
            Decision = ThresholdRule.MemberMean,
        };
    }
}
