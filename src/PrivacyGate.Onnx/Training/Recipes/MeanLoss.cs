using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Recipes;

/// <summary>What answers lose against the records' targets. Of classes and labels the mean cross-entropy: the same number as the mean of the engine's losses, without its other signals. Of values the share of unexplained variance.</summary>
internal static class MeanLoss
{
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
            sum += RecordLoss.OfClass(predictions.Kind, predictions.Scores.AsSpan(record * classes, classes), labels[record]);
        }

        return sum / labels.Length;
    }

    /// <summary>Mean over records of the sum over labels.</summary>
    private static double OfLabels(Predictions predictions, ValueTargets targets)
    {
        double sum = 0;
        for (var i = 0; i < targets.Values.Length; i++)
        {
            sum += RecordLoss.OfLabel(predictions.Kind, predictions.Scores[i], targets.Values[i]);
        }

        return sum / targets.Count;
    }
}
