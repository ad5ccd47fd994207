namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the model scores it high, or low: discriminators score what they were trained on high (Hayes et al. 2019, LOGAN), anomaly detectors low.</summary>
/// <param name="reversed">Whether low scores tell members.</param>
public sealed class ScoreAttack(bool reversed) : IAttack
{
    public string Id => reversed ? "score-low" : "score-high";

    public bool Serves(ModelTask task) => task == ModelTask.Score;

    public string? Refusal(AuditInput input) => input.Signals.Task == ModelTask.Score ? null : "needs a score without a label";

    public MembershipScores Score(AuditInput input) =>
        new(Id, Array.ConvertAll(Require.Answer(input).Values, score => reversed ? -score : score), ThresholdRule.BestAdvantage);
}
