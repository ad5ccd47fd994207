using PrivacyGate.Models;

namespace PrivacyGate.Signals;

/// <summary>The mean loss by which models of one task that is no classification are compared.</summary>
public static class TaskLoss
{
    /// <param name="records">The records.</param>
    /// <param name="signal">What a model's answers say of each of them (<see cref="SignalTable.NoClass"/>).</param>
    /// <returns>Of values and reconstructions the share of variance left unexplained, of several labels nats a record, of rankings nats a pair; 0 of scores, which have no loss.</returns>
    public static double Mean(RecordBatch records, AnswerSignal signal)
    {
        ArgumentNullException.ThrowIfNull(records);
        return Mean(records, ValueSignals.Whole(signal, records.Targets), [.. Enumerable.Repeat(true, records.Count)]) ?? 0;
    }

    /// <summary>The same of the records chosen, whose signals are those of <see cref="ValueSignals.Whole"/>; null where no loss is known, or none is chosen.</summary>
    internal static double? Mean(RecordBatch records, AnswerSignal signal, bool[] chosen) => ValueFit.MeanMemberLoss(
        new CollectedValues(signal, records.Targets as ValueTargets)
        {
            InputVariance = signal.Task == ModelTask.Reconstruction ? ReconstructionVariance.Of(records, chosen) : 0,
        },
        chosen);

    /// <summary>The mean loss of a model of any task on records. Of a bare label only right and wrong are known: their share of wrong ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="records">The records.</param>
    /// <param name="cancellation">Stops inside the model.</param>
    public static double Of(IClassifier model, RecordBatch records, CancellationToken cancellation)
    {
        var signals = SignalCalculator.Calculate(model.Predict(records, cancellation), records);
        return signals.NoClass is { } values ? Mean(records, values)
            : signals.Confidence?.Average(SignalCalculator.Loss)
            ?? (double)signals.PredictedClass.Zip(records.Labels).Count(static pair => pair.First != pair.Second) / records.Count;
    }
}
