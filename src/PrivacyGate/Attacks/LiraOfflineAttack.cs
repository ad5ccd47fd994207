namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target is more confident in it than shadows that never saw it (Carlini et al. 2022, offline, one-sided).</summary>
/// <remarks>
/// The score is z = (phi - mean) / sd over the shadows not trained on the record. The paper's log of the normal
/// distribution function at z ranks records alike but rounds to 0 from z = 38 on, where members of an over-fitted model
/// live.
/// </remarks>
public sealed class LiraOfflineAttack : IAttack
{
    public string Id => "lira-offline";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var confidence = Require.ConfidenceBesideShadows(input);
        var group = ConfidenceGroup.Of(Require.Evidence(input).Shadows, trained: false);
        var variances = group.ShrunkVariances();
        var scores = new double[confidence.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (confidence[i] - group.Mean[i]) / Math.Sqrt(variances[i]);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
