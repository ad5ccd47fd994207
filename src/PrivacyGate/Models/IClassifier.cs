using PrivacyGate.Samples;

namespace PrivacyGate.Models;

/// <summary>A trained model as an attacker may touch it: records in, answers out. Thread-safe: batches may be predicted side by side.</summary>
public interface IClassifier : IDisposable
{
    IReadOnlyList<ModelInput> Inputs { get; }

    ClassList Classes { get; }

    ScoreKind ScoreKind { get; }

    /// <summary>Records a call that keep the processor busy without filling its caches; a function of the model alone, so that the same model always cuts the same batches.</summary>
    int PreferredBatchSize { get; }

    /// <summary>Answers for a batch of any size, in the order of its records.</summary>
    /// <exception cref="InputException">The model refused the records (PG0027).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    Predictions Predict(RecordBatch batch, CancellationToken cancellation);
}
