using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Surrogate;

/// <summary>A small network that takes the target's records.</summary>
internal sealed class SurrogateClassifier(IReadOnlyList<ModelInput> inputs, ClassList classes, int count, FeatureEncoding encoding, INetwork network) : IClassifier
{
    /// <summary>Rows between two looks at the token; a multiple of what the network takes at once, so that parting changes no bit.</summary>
    private const int RowsAtOnce = 1 << 14;

    public IReadOnlyList<ModelInput> Inputs => inputs;

    public ClassList Classes => classes;

    public ScoreKind ScoreKind => ScoreKind.Logits;

    public int PreferredBatchSize => 1024;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var scores = new double[ArrayLength.Of(batch.Count, count)];
        for (var start = 0; start < batch.Count; start += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var some = Math.Min(RowsAtOnce, batch.Count - start);
            var answers = network.Predict(encoding.Encode(batch, start, some, cancellation), some);
            Array.ConvertAll(answers, static score => (double)score).CopyTo(scores, start * count);
        }

        int[] predicted = [.. Enumerable.Range(0, batch.Count).Select(row => Largest(scores.AsSpan(row * count, count)))];
        return new Predictions(ScoreKind.Logits, count, scores, predicted, null);
    }

    public void Dispose() => network.Dispose();

    private static int Largest(ReadOnlySpan<double> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
