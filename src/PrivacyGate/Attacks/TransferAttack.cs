using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's loss on it is at most the mean loss that shadows show on their own members: a threshold learned on shadows and carried over (after Li and Zhang 2021).</summary>
public sealed class TransferAttack : IAttack
{
    public string Id => "transfer";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var minusLoss = Array.ConvertAll(ScaledAnswers.BesideShadows(input).Losses(), static loss => -loss);
        var threshold = -Require.Evidence(input).Shadows.Average(static shadow => shadow.MeanMemberLoss);
        return new MembershipScores(Id, Array.ConvertAll(minusLoss, score => score >= threshold ? 1.0 : 0.0), ThresholdRule.Given)
        {
            Decision = ThresholdRule.Given,
        };
    }
}
