using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is smaller than models that never saw it show on average (Watson et al. 2022, difficulty calibration).</summary>
public sealed class CalibratedLossAttack : IAttack
{
    public string Id => "calibrated-loss";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var scores = Require.MinusLossBesideShadows(input);
        var shadows = Require.Evidence(input).Shadows;
        for (var i = 0; i < scores.Length; i++)
        {
            double sum = 0;
            var count = 0;
            foreach (var shadow in shadows)
            {
                if (!shadow.Trained[i])
                {
                    sum += SignalCalculator.Loss(shadow.Confidence[i]);
                    count++;
                }
            }

            scores[i] += count == 0 ? 0 : sum / count;
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
