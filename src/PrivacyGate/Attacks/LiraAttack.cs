namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's confidence in it looks more like that of shadows trained on it than of shadows that were not (Carlini et al. 2022, online).</summary>
public sealed class LiraAttack : IAttack
{
    /// <summary>
    /// Share of records at which more confidence would count against membership. Two variances give some whenever IN
    /// varies less than OUT (9 % on Location-30 with matched shadows); with shadows trained too little it is most of
    /// the members (58 %), and the area falls from .97 to .77.
    /// </summary>
    private const double MostFalling = 0.25;

    public string Id => "lira";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public string? Refusal(AuditInput input) => Require.InShadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var confidence = Require.ConfidenceBesideShadows(input);
        var evidence = Require.Evidence(input);
        var moments = ConfidenceMoments.Of(evidence);
        var varianceIn = moments.In.ShrunkVariances();
        var varianceOut = moments.Out.ShrunkVariances();
        if (!evidence.Summary.AllMatched || ShareFalling(confidence, moments, varianceIn, varianceOut) > MostFalling)
        {
            var shared = ConfidenceGroup.PooledVariance([moments.In, moments.Out]);
            Array.Fill(varianceIn, shared);
            Array.Fill(varianceOut, shared);
        }

        var scores = new double[confidence.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = LogLikelihoodRatio(confidence[i], moments.In.Mean[i], varianceIn[i], moments.Out.Mean[i], varianceOut[i]);
        }

        return new MembershipScores(Id, scores, ThresholdRule.BestAdvantage);
    }

    /// <summary>log N(phi; IN) - log N(phi; OUT), in nats. Multiplied out where the variances agree, so that far tails keep their digits.</summary>
    internal static double LogLikelihoodRatio(double phi, double meanIn, double varianceIn, double meanOut, double varianceOut)
    {
        if (varianceIn == varianceOut)
        {
            return (meanIn - meanOut) * (phi - ((meanIn + meanOut) / 2)) / varianceIn;
        }

        var fromIn = phi - meanIn;
        var fromOut = phi - meanOut;
        return (((fromOut * fromOut / varianceOut) - (fromIn * fromIn / varianceIn)) + Math.Log(varianceOut / varianceIn)) / 2;
    }

    private static double ShareFalling(double[] confidence, ConfidenceMoments moments, double[] varianceIn, double[] varianceOut)
    {
        var falling = 0;
        for (var i = 0; i < confidence.Length; i++)
        {
            var slope = ((confidence[i] - moments.Out.Mean[i]) / varianceOut[i]) - ((confidence[i] - moments.In.Mean[i]) / varianceIn[i]);
            falling += slope < 0 ? 1 : 0;
        }

        return confidence.Length == 0 ? 0 : (double)falling / confidence.Length;
    }
}
