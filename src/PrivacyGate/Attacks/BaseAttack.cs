using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is small against the mean likelihood of all shadows (Lassila et al. 2025, BASE).</summary>
public sealed class BaseAttack : IAttack
{
    /// <summary>Share of the shadows' likelihood that counts where none was trained on the record.</summary>
    private const double OfflineScale = 0.33;

    public string Id => "base";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => task is not (ModelTask.Score or ModelTask.Reconstruction);

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var scores = answers.LogLikelihoods();
        var scale = Require.Evidence(input).HasIn ? 1 : OfflineScale;
        for (var i = 0; i < scores.Length; i++)
        {
            var sum = double.NegativeInfinity;
            foreach (var shadow in answers.Shadows)
            {
                sum = ShadowLikelihood.LogAdd(sum, answers.LogLikelihood(shadow, i));
            }

            scores[i] -= scale * (sum - Math.Log(answers.Shadows.Count));
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
