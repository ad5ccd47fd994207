using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's answer fits it better than those of shadows that never saw it (Carlini et al. 2022, offline).</summary>
/// <remarks>
/// One-sided, the score is z = (phi - mean) / sd over the shadows not trained on the record. The paper's log of the
/// normal distribution function at z ranks records alike but rounds to 0 from z = 38 on, where members of an over-fitted
/// model live. A residual r may err to either side: its score is minus ln P(|R| at most |r|), R of the normal
/// distribution of the residuals of those shadows, added up over whitened values.
/// </remarks>
public sealed class LiraOfflineAttack : IAttack
{
    public string Id => "lira-offline";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => true;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var scores = new double[answers.Count];
        for (var dimension = 0; dimension < answers.Dimensions; dimension++)
        {
            (var target, var shadows) = answers.Normal(dimension);
            var group = AnswerGroup.Of(shadows, answers.Shadows, trained: false);
            var variances = group.ShrunkVariances();
            for (var i = 0; i < scores.Length; i++)
            {
                var deviation = Math.Sqrt(variances[i]);
                scores[i] += answers.Rises
                    ? (target[i] - group.Mean[i]) / deviation
                    : -NormalInterval.LogWithin(Math.Abs(target[i]), group.Mean[i], deviation);
            }
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
