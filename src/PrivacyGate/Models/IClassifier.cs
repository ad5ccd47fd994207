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

/// <summary>
/// What someone who holds the model file can ask beyond answers: where each record's loss rises. Thread-safe: batches may
/// be asked side by side.
/// </summary>
public interface IInputGradients : IDisposable
{
    /// <summary>Classes the scores are of, at least 2.</summary>
    int ClassCount { get; }

    /// <inheritdoc cref="IClassifier.PreferredBatchSize"/>
    int PreferredBatchSize { get; }

    /// <summary>For each record the gradient of its own cross-entropy for a class given, in nats, with respect to the values it is fed.</summary>
    /// <param name="batch">The records; their own labels are not looked at.</param>
    /// <param name="classes">For each record the class its cross-entropy is of.</param>
    /// <param name="gradients">Filled: (records x values a record), row-major, values counted through the inputs in the order of the batch; 0 for an input that holds no floating-point numbers, and where the gradient is not finite.</param>
    /// <param name="scores">Filled: (records x classes), row-major: logarithms of the probabilities, up to a constant a record.</param>
    /// <param name="cancellation">Stops inside the call.</param>
    /// <remarks>
    /// The cross-entropy of one class minus that of another is the difference of their scores, and so is its gradient: the
    /// margin of two logits, which does not vanish where the model is sure of itself.
    /// </remarks>
    /// <exception cref="InputException">The model refused the records (PG0027).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation);
}
