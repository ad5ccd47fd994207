using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>Mean cross-entropy of answers: the same number as the mean of the engine's losses, without its other signals.</summary>
internal static class MeanLoss
{
    private const double ProbabilityFloor = 1e-45;

    /// <returns>In nats.</returns>
    public static double Of(Predictions predictions, int[] labels)
    {
        var classes = predictions.ClassCount;
        double sum = 0;
        for (var record = 0; record < labels.Length; record++)
        {
            ReadOnlySpan<double> scores = predictions.Scores.AsSpan(record * classes, classes);
            sum += SignalCalculator.Loss(predictions.Kind == ScoreKind.Logits ? OfLogits(scores, labels[record]) : OfProbabilities(scores, labels[record]));
        }

        return sum / labels.Length;
    }

    /// <summary>Logit-scaled confidence: z_y - logsumexp of the others.</summary>
    private static double OfLogits(ReadOnlySpan<double> logits, int label)
    {
        var top = double.NegativeInfinity;
        for (var j = 0; j < logits.Length; j++)
        {
            top = j == label ? top : Math.Max(top, logits[j]);
        }

        double sum = 0;
        for (var j = 0; j < logits.Length; j++)
        {
            sum += j == label ? 0 : Math.Exp(logits[j] - top);
        }

        return logits[label] - top - Math.Log(sum);
    }

    private static double OfProbabilities(ReadOnlySpan<double> probabilities, int label)
    {
        double others = 0;
        for (var j = 0; j < probabilities.Length; j++)
        {
            others += j == label ? 0 : Math.Max(probabilities[j], 0);
        }

        return Math.Log(Math.Max(probabilities[label], ProbabilityFloor)) - Math.Log(Math.Max(others, ProbabilityFloor));
    }
}
