using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is smaller than models that never saw it show on average (Watson et al. 2022, difficulty calibration).</summary>
public sealed class CalibratedLossAttack : IAttack
{
    public string Id => "calibrated-loss";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => true;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var scores = Array.ConvertAll(answers.Losses(), static loss => -loss);
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = 0;
            var count = 0;
            foreach (var shadow in answers.Shadows)
            {
                if (!shadow.Trained[i])
                {
                    sum += answers.Loss(shadow, i);
                    count++;
                }
            }

            scores[i] += count == 0 ? 0 : sum / count;
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
