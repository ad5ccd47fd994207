using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is small against the mean likelihood of all shadows (Lassila et al. 2025, BASE).</summary>
public sealed class BaseAttack : IAttack
{
    /// <summary>Share of the shadows' likelihood that counts where none was trained on the record.</summary>
    private const double OfflineScale = 0.33;

    public string Id => "base";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var scores = Require.MinusLossBesideShadows(input);
        var evidence = Require.Evidence(input);
        var scale = evidence.HasIn ? 1 : OfflineScale;
        for (var i = 0; i < scores.Length; i++)
        {
            var sum = double.NegativeInfinity;
            foreach (var shadow in evidence.Shadows)
            {
                sum = ShadowLikelihood.LogAdd(sum, -SignalCalculator.Loss(shadow.Confidence[i]));
            }

            scores[i] -= scale * (sum - Math.Log(evidence.Shadows.Count));
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
