namespace PrivacyGate.Attacks;

/// <summary>A record whose loss is at most the mean loss of its class's members is taken for a member (Yeom et al. 2018, by class).</summary>
/// <remarks>
/// Scores are losses relative to the mean loss of all audited records of the class. That scale uses no side, leaves
/// the rule within a class as it is, and makes classes comparable where one curve is drawn over all. Classes of fewer
/// than 10 records are held against the mean of all instead: a mean of two records is no scale for either.
/// </remarks>
public sealed class LossMeanPerClassAttack : IAttack
{
    public string Id => "loss-mean-per-class";

    public string? Refusal(AuditInput input) => Require.ClassScores(input);

    public MembershipScores Score(AuditInput input)
    {
        var scores = LossAttack.Values(input);
        var signals = input.Signals;
        var sums = new double[signals.ClassCount];
        var counts = new int[signals.ClassCount];
        for (var i = 0; i < scores.Length; i++)
        {
            sums[signals.TrueClass[i]] -= scores[i];
            counts[signals.TrueClass[i]]++;
        }

        var overall = sums.Sum() / scores.Length;
        for (var i = 0; i < scores.Length; i++)
        {
            var c = signals.TrueClass[i];
            var mean = counts[c] < PerClassAttack.SmallestRanked ? overall : sums[c] / counts[c];
            scores[i] = mean > 0 ? scores[i] / mean : 0;
        }

        return new MembershipScores(Id, scores, ThresholdRule.MemberMeanPerClass);
    }
}
