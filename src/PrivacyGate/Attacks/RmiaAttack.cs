using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target gives it a higher probability than the world at large would (Zarifzadeh et al. 2024, RMIA, in rank form).</summary>
/// <remarks>
/// The score is ln r(x), r(x) = p(y | x; target) / p(x). The paper's score, the share of population records z with
/// r(x) / r(z) at least gamma, with ties broken by r(x), is monotone in r(x): area, advantage and true-positive rates
/// depend on neither z nor gamma, so the pass over z is saved.
/// </remarks>
/// <param name="laplace">Whether the density of residuals is that of a Laplace distribution, whose tails are heavier, in place of a normal one.</param>
public sealed class RmiaAttack(bool laplace = false) : IAttack
{
    /// <summary>How much of p(x) is read off shadows not trained on x, where there are no others.</summary>
    private const double OfflineScale = 0.3;

    public string Id => laplace ? "rmia-laplace" : "rmia";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => laplace ? task == ModelTask.Regression : task is not (ModelTask.Score or ModelTask.Reconstruction);

    public string? Refusal(AuditInput input) => laplace && input.Signals.Task != ModelTask.Regression ? "needs residuals of a model of values" : Require.Shadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input, laplace);
        var scores = answers.LogLikelihoods();
        var hasIn = Require.Evidence(input).HasIn;
        var likelihood = ShadowLikelihood.Of(answers);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] -= hasIn
                ? ShadowLikelihood.Middle(likelihood.In[i], likelihood.Out[i])
                : Math.Log((((1 + OfflineScale) * Math.Exp(likelihood.Out[i])) + (1 - OfflineScale)) / 2);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }
}
