using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>What one answer loses against its record's target.</summary>
public static class RecordLoss
{
    private const double ProbabilityFloor = 1e-45;

    /// <param name="predictions">Answers to some records.</param>
    /// <param name="targets">Their targets.</param>
    /// <returns>For each record the cross-entropy in nats (of several labels the sum), or of values the sum of squared errors.</returns>
    /// <exception cref="ArgumentException">The records have no targets.</exception>
    public static double[] Of(Predictions predictions, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var width = predictions.ClassCount;
        ReadOnlySpan<double> Row(int record) => predictions.Scores.AsSpan(record * width, width);
        return targets switch
        {
            ClassTargets classes => [.. classes.Classes.Select((label, record) => OfClass(predictions.Kind, Row(record), label))],
            ValueTargets values => [.. Enumerable.Range(0, predictions.Count).Select(record => OfValues(predictions.Kind, Row(record), values.Values.AsSpan(record * width, width), values.Task))],
            _ => throw new ArgumentException("without targets there is no loss", nameof(targets)),
        };
    }

    /// <summary>Cross-entropy of the true class, in nats.</summary>
    internal static double OfClass(ScoreKind kind, ReadOnlySpan<double> scores, int label) =>
        SignalCalculator.Loss(kind == ScoreKind.Logits ? OfLogits(scores, label) : OfProbabilities(scores, label));

    /// <summary>Cross-entropy of one label of several, in nats.</summary>
    internal static double OfLabel(ScoreKind kind, double score, double truth)
    {
        var has = truth > .5;
        return kind == ScoreKind.LabelLogits ? SignalCalculator.Loss(has ? score : -score) : -Math.Log(Math.Max(has ? score : 1 - score, ProbabilityFloor));
    }

    private static double OfValues(ScoreKind kind, ReadOnlySpan<double> scores, ReadOnlySpan<float> truth, ModelTask task)
    {
        double sum = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var error = scores[i] - truth[i];
            sum += task == ModelTask.MultiLabel ? OfLabel(kind, scores[i], truth[i]) : error * error;
        }

        return sum;
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
