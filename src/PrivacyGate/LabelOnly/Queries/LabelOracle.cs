using PrivacyGate.Models;

namespace PrivacyGate.LabelOnly.Queries;

/// <summary>The target as a label-only attacker sees it: records in, one class each out. Thread-safe.</summary>
/// <param name="model">The target; whatever else it answers stays in here.</param>
/// <param name="cancellation">Stops inside a call.</param>
public sealed class LabelOracle(IClassifier model, CancellationToken cancellation)
{
    /// <inheritdoc cref="IClassifier.PreferredBatchSize"/>
    public int BatchSize { get; } = model.PreferredBatchSize;

    /// <summary>The class of each record.</summary>
    /// <exception cref="InputException">The model refused the records (PG0027).</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public int[] Ask(RecordBatch batch)
    {
        cancellation.ThrowIfCancellationRequested();
        return model.Predict(batch, cancellation).PredictedClass;
    }
}
