using Microsoft.ML;
using PrivacyGate.Models;

namespace PrivacyGate.MLNet.Serving;

/// <summary>A chain of transformers as something that answers records. Transformers may be asked side by side; each question has its own cursor.</summary>
/// <param name="model">The chain, from raw columns to answers.</param>
/// <param name="schema">The columns it is fed.</param>
/// <param name="rows">Reads its answers.</param>
/// <param name="inputs">The columns that matter.</param>
/// <param name="classes">Its classes.</param>
/// <param name="kind">What its scores are.</param>
internal sealed class MLNetClassifier(ITransformer model, DataViewSchema schema, AnswerRows rows, IReadOnlyList<ModelInput> inputs, ClassList classes, ScoreKind kind) : IClassifier
{
    public IReadOnlyList<ModelInput> Inputs => inputs;

    public ClassList Classes => classes;

    public ScoreKind ScoreKind => kind;

    /// <summary>Binding a chain to a view costs as much as some hundred records.</summary>
    public int PreferredBatchSize => 2048;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellation.ThrowIfCancellationRequested();
        return rows.Read(model, RecordView.Of(schema, batch), batch.Count);
    }

    public void Dispose()
    {
        // The chain is shared with others, and holds no more than memory.
    }
}
