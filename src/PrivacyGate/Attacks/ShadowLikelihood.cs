using PrivacyGate.Attacks.Scales;
using PrivacyGate.Signals;

namespace PrivacyGate.Attacks;

/// <summary>Mean probability that shadows give the true class of each record, as a logarithm: exact where the probability itself would round to 0.</summary>
/// <param name="In">Over shadows trained on the record; minus infinity where there are none.</param>
/// <param name="Out">Over shadows not trained on it.</param>
internal sealed record ShadowLikelihood(double[] In, double[] Out)
{
    public static ShadowLikelihood Of(ScaledAnswers answers) => new(Mean(answers, true), Mean(answers, false));

    /// <summary>ln of the mean of two probabilities given by their logarithms.</summary>
    public static double Middle(double one, double other) => LogAdd(one, other) - Math.Log(2);

    /// <summary>ln(e^a + e^b).</summary>
    public static double LogAdd(double a, double b)
    {
        var high = Math.Max(a, b);
        return double.IsNegativeInfinity(high) ? high : high + SignalCalculator.LogOnePlus(Math.Exp(Math.Min(a, b) - high));
    }

    private static double[] Mean(ScaledAnswers answers, bool trained)
    {
        var records = answers.Count;
        var mean = new double[records];
        for (var i = 0; i < records; i++)
        {
            var sum = double.NegativeInfinity;
            var count = 0;
            foreach (var shadow in answers.Shadows)
            {
                if (shadow.Trained[i] == trained)
                {
                    sum = LogAdd(sum, answers.LogLikelihood(shadow, i));
                    count++;
                }
            }

            mean[i] = count == 0 ? double.NegativeInfinity : sum - Math.Log(count);
        }

        return mean;
    }
}
