namespace PrivacyGate.Attacks;

/// <summary>A record whose loss is at most the members' mean loss is taken for a member (Yeom et al. 2018, adversary 1).</summary>
/// <remarks>The mean of values is that of squared residuals, of records given back that of squared errors: what such models are trained by.</remarks>
public sealed class LossMeanAttack : IAttack
{
    /// <summary>Keeps an error finite whose logarithm is known.</summary>
    private const double LargestLog = 700;

    public string Id => "loss-mean";

    public bool Serves(ModelTask task) => task != ModelTask.Score;

    public string? Refusal(AuditInput input) => Require.Scores(input);

    public MembershipScores Score(AuditInput input)
    {
        var losses = LossAttack.Values(input);
        var scores = input.Signals.Task switch
        {
            ModelTask.Regression => Array.ConvertAll(losses, static loss => -loss * loss),
            ModelTask.Reconstruction => Array.ConvertAll(losses, static minusLog => -Math.Exp(Math.Min(-minusLog, LargestLog))),
            _ => losses,
        };
        return new(Id, scores, ThresholdRule.MemberMean) { Decision = ThresholdRule.MemberMean };
    }
}
