using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is below that of most shadows (Ye et al. 2022, attack R).</summary>
/// <remarks>
/// Ranked among all shadows, also those trained on the record: among the 8 of 16 not trained on it too many records
/// come out on top to be told apart (area .92 in place of .95 on Location-30).
/// </remarks>
public sealed class AttackRAttack : IAttack
{
    public string Id => "attack-r";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => true;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var eases = answers.Eases();
        var scores = new double[eases.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            // Shadows' answers are single precision: ties are ties at that precision only.
            var own = (float)eases[i];
            var twice = 0;
            foreach (var shadow in answers.Shadows)
            {
                twice += Math.Sign(own - (float)answers.Ease(shadow, i)) + 1;
            }

            scores[i] = twice / (2.0 * answers.Shadows.Count);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
