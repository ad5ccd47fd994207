using PrivacyGate.Models;

namespace PrivacyGate.Onnx.Training.Surrogate;

/// <summary>A small network that takes the target's records.</summary>
internal sealed class SurrogateClassifier(IReadOnlyList<ModelInput> inputs, ClassList classes, int count, FeatureEncoding encoding, INetwork network) : IClassifier
{
    public IReadOnlyList<ModelInput> Inputs => inputs;

    public ClassList Classes => classes;

    public ScoreKind ScoreKind => ScoreKind.Logits;

    public int PreferredBatchSize => 1024;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellation.ThrowIfCancellationRequested();
        double[] scores = Array.ConvertAll(network.Predict(encoding.Encode(batch), batch.Count), static score => (double)score);
        int[] predicted = [.. Enumerable.Range(0, batch.Count).Select(row => Largest(scores.AsSpan(row * count, count)))];
        return new Predictions(ScoreKind.Logits, count, scores, predicted, null);
    }

    public void Dispose() => network.Dispose();

    private static int Largest(ReadOnlySpan<double> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
