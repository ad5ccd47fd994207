using PrivacyGate.Attacks.Scales;

namespace PrivacyGate.Attacks;

/// <summary>A record is taken for a member when the target's answer looks more like that of shadows trained on it than of shadows that were not (Carlini et al. 2022, online).</summary>
/// <remarks>Of values the residual with its sign is compared, whitened where there are several: the logarithms of the likelihood ratios add up.</remarks>
public sealed class LiraAttack : IAttack
{
    /// <summary>
    /// Share of records at which a better answer would count against membership. Two variances give some whenever IN
    /// varies less than OUT (9 % on Location-30 with matched shadows); with shadows trained too little it is most of
    /// the members (58 %), and the area falls from .97 to .77.
    /// </summary>
    private const double MostFalling = 0.25;

    public string Id => "lira";

    public AttackNeeds Needs => AttackNeeds.Shadows;

    public bool Serves(ModelTask task) => true;

    public string? Refusal(AuditInput input) => Require.InShadows(input);

    public MembershipScores Score(AuditInput input)
    {
        var answers = ScaledAnswers.BesideShadows(input);
        var matched = Require.Evidence(input).Summary.AllMatched;
        var scores = new double[answers.Count];
        for (var dimension = 0; dimension < answers.Dimensions; dimension++)
        {
            (var target, var shadows) = answers.Normal(dimension);
            Add(scores, target, AnswerMoments.Of(shadows, answers.Shadows), matched, answers.Rises);
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

    private static void Add(double[] scores, double[] target, AnswerMoments moments, bool matched, bool rises)
    {
        if (!rises)
        {
            AddResiduals(scores, target, moments, matched);
            return;
        }

        var varianceIn = moments.In.ShrunkVariances();
        var varianceOut = moments.Out.ShrunkVariances();
        if (!matched || ShareFalling(target, moments, varianceIn, varianceOut) > MostFalling)
        {
            var shared = AnswerGroup.PooledVariance([moments.In, moments.Out]);
            Array.Fill(varianceIn, shared);
            Array.Fill(varianceOut, shared);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += LogLikelihoodRatio(target[i], moments.In.Mean[i], varianceIn[i], moments.Out.Mean[i], varianceOut[i]);
        }
    }

    /// <summary>Models differ about a residual as widely as it is far out, so that records differ in variance far more where targets have heavy tails; one variance for both groups, where there has to be one, is each record's own.</summary>
    private static void AddResiduals(double[] scores, double[] target, AnswerMoments moments, bool matched)
    {
        var varianceIn = matched ? moments.In.ModeratedVariances() : AnswerGroup.Joined(moments.In, moments.Out).ModeratedVariances();
        var varianceOut = matched ? moments.Out.ModeratedVariances() : varianceIn;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += LogLikelihoodRatio(target[i], moments.In.Mean[i], varianceIn[i], moments.Out.Mean[i], varianceOut[i]);
        }
    }

    private static double ShareFalling(double[] target, AnswerMoments moments, double[] varianceIn, double[] varianceOut)
    {
        var falling = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var slope = ((target[i] - moments.Out.Mean[i]) / varianceOut[i]) - ((target[i] - moments.In.Mean[i]) / varianceIn[i]);
            falling += slope < 0 ? 1 : 0;
        }

        return target.Length == 0 ? 0 : (double)falling / target.Length;
    }
}
