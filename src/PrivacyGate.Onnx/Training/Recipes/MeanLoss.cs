using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>What answers lose against the records' targets. Of classes and labels the mean cross-entropy: the same number as the mean of the engine's losses, without its other signals. Of values the share of unexplained variance.</summary>
internal static class MeanLoss
{
    private const double ProbabilityFloor = 1e-45;

    /// <returns>In nats; of values a share.</returns>
    public static double Of(Predictions predictions, Targets targets) => targets switch
    {
        ClassTargets classes => Of(predictions, classes.Classes),
        ValueTargets { Task: ModelTask.MultiLabel } labels => OfLabels(predictions, labels),
        ValueTargets { Task: ModelTask.Ranking } documents => QueryGroups.Of(documents).MeanLoss(predictions.Scores),
        ValueTargets values => UnexplainedVariance.Of(predictions.Scores, values),
        _ => throw new ArgumentException("without targets there is no loss", nameof(targets)),
    };

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

    /// <summary>Mean over records of the sum over labels.</summary>
    private static double OfLabels(Predictions predictions, ValueTargets targets)
    {
        double sum = 0;
        for (var i = 0; i < targets.Values.Length; i++)
        {
            var score = predictions.Scores[i];
            var has = targets.Values[i] > .5;
            sum += predictions.Kind == ScoreKind.LabelLogits
                ? SignalCalculator.Loss(has ? score : -score)
                : -Math.Log(Math.Max(has ? score : 1 - score, ProbabilityFloor));
        }

        return sum / targets.Count;
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
