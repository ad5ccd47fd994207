namespace PrivacyGate.Attacks;

/// <summary>A record the model gets right is taken for a member (the baseline of Yeom et al. 2018): needs the label alone.</summary>
public sealed class GapAttack : IAttack
{
    public string Id => "gap";

    public string? Refusal(AuditInput input) => null;

    public MembershipScores Score(AuditInput input)
    {
        var signals = input.Signals;
        var scores = new double[signals.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = signals.PredictedClass[i] == signals.TrueClass[i] ? 1 : 0;
        }

        return new MembershipScores(Id, scores, ThresholdRule.Given) { Decision = ThresholdRule.Given, OfShadows = Require.ShadowScores(input, Id) };
    }
}
