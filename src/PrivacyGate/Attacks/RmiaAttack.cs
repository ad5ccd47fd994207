namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target gives it a higher probability than the world at large would (Zarifzadeh et al. 2024, RMIA, in rank form).</summary>
/// <remarks>
/// The score is ln r(x), r(x) = p(y | x; target) / p(x). The paper's score, the share of population records z with
/// r(x) / r(z) at least gamma, with ties broken by r(x), is monotone in r(x): area, advantage and true-positive rates
/// depend on neither z nor gamma, so the pass over z is saved.
/// </remarks>
public sealed class RmiaAttack : IAttack
{
    /// <summary>How much of p(x) is read off shadows not trained on x, where there are no others.</summary>
    private const double OfflineScale = 0.3;

    public string Id => "rmia";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var scores = Require.MinusLossBesideShadows(input);
        var evidence = Require.Evidence(input);
        var hasIn = evidence.HasIn;
        var likelihood = ShadowLikelihood.Of(evidence);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] -= hasIn
                ? ShadowLikelihood.Middle(likelihood.In[i], likelihood.Out[i])
                : Math.Log((((1 + OfflineScale) * Math.Exp(likelihood.Out[i])) + (1 - OfflineScale)) / 2);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
