using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Benchmarks.LabelOnly;

/// <summary>Counts the records a model is asked about.</summary>
internal sealed class CountingClassifier(IClassifier model) : IClassifier
{
    private long records;

    public long Records => Interlocked.Read(ref records);

    public IReadOnlyList<ModelInput> Inputs => model.Inputs;

    public ClassList Classes => model.Classes;

    public ScoreKind ScoreKind => model.ScoreKind;

    public int PreferredBatchSize => model.PreferredBatchSize;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        Interlocked.Add(ref records, batch.Count);
        return model.Predict(batch, cancellation);
    }

    /// <summary>The model is the caller's.</summary>
    public void Dispose()
    {
    }
}
