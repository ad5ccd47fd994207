using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What the numbers of probe records say of themselves.</summary>
internal static class ProbabilityRows
{
    /// <summary>Single precision over thousands of classes adds up to 1 within this.</summary>
    private const double Slack = 1e-3;
    private const double HalfSlack = 2e-2;

    public static bool AllWithin01(ProbeValue value) => value.Numbers!.Where(double.IsFinite).All(static number => number is >= -1e-6 and <= 1 + 1e-6);

    /// <summary>Rows in [0, 1] that add up to 1; false when no row is finite.</summary>
    public static bool AreProbabilities(ProbeValue value) => AllWithin01(value) && Sums(value, static number => number);

    public static bool AreLogProbabilities(ProbeValue value) =>
        value.Numbers!.Where(double.IsFinite).All(static number => number <= 1e-6) && Sums(value, Math.Exp);

    private static bool Sums(ProbeValue value, Func<double, double> part)
    {
        double[] sums = [.. Enumerable.Range(0, value.Numbers!.Length / value.Width).Select(record => Sum(value.Row(record), part)).Where(double.IsFinite)];
        return sums.Length > 0 && sums.All(sum => Math.Abs(sum - 1) <= SlackOf(value));
    }

    /// <summary>Whether two readings of a model's scores give the same probabilities.</summary>
    public static bool Agree(ProbeValue declared, ScoreReading declaredReading, ProbeValue exact, ScoreReading exactReading)
    {
        double slack = Math.Max(SlackOf(declared), SlackOf(exact));
        int records = declared.Numbers!.Length / declared.Width;
        bool compared = false;
        for (int record = 0; record < records; record++)
        {
            double[] stated = Probabilities(declared.Row(record), declaredReading);
            double[] derived = Probabilities(exact.Row(record), exactReading);
            if (stated.Length != derived.Length)
            {
                return false;
            }

            bool finite = stated.All(double.IsFinite) && derived.All(double.IsFinite);
            compared |= finite;
            if (finite && stated.Zip(derived).Any(pair => Math.Abs(pair.First - pair.Second) > slack))
            {
                return false;
            }
        }

        return compared;
    }

    private static double SlackOf(ProbeValue value) => value.IsHalf ? HalfSlack : Slack;

    private static double[] Probabilities(ReadOnlySpan<double> row, ScoreReading reading) => reading switch
    {
        ScoreReading.SingleProbability => [1 - row[0], row[0]],
        ScoreReading.SingleLogit => Softmax([0, row[0]]),
        ScoreReading.OneVersusRest => Softmax([.. row.ToArray().Select(ScoreReader.LogSigmoid)]),
        ScoreReading.Logits or ScoreReading.LogProbabilities => Softmax(row.ToArray()),
        _ => row.ToArray(),
    };

    private static double[] Softmax(double[] logits)
    {
        double best = logits.Max();
        double[] parts = [.. logits.Select(logit => Math.Exp(logit - best))];
        double sum = parts.Sum();
        return [.. parts.Select(part => part / sum)];
    }

    private static double Sum(ReadOnlySpan<double> row, Func<double, double> part)
    {
        double sum = 0;
        foreach (double number in row)
        {
            sum += part(number);
        }

        return sum;
    }
}
