using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Doubles;

/// <summary>
/// Trains models that remember: a kernel-weighted vote of all training records, narrow enough that a record trained on
/// votes loudest for itself. Its only chance is a little noise a model, drawn from the seed.
/// </summary>
internal sealed class MemoriserTrainer(int classes, double width = 1.5, bool matched = true) : ITrainer
{
    private int trained;

    public int Trained => trained;

    /// <summary>Throws when told to train with this many trainings behind it.</summary>
    public int? FailAfter { get; init; }

    /// <summary>Called before each training with how many went before.</summary>
    public Action<int, CancellationToken>? Before { get; init; }

    public TrainerDescription Description { get; init; } = new(TrainerKinds.Surrogate, "kernel vote", "kernel vote 1");

    public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
    {
        var before = Interlocked.Increment(ref trained) - 1;
        Before?.Invoke(before, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (before >= FailAfter)
        {
            throw new InputException(Diagnostic.Error(DiagnosticIds.ToolFailed, "the trainer failed"));
        }

        return new TrainedModel(new Memory(records, classes, width, new Random((int)seed)), new TrainingSummary(1, 0, null, matched));
    }

    public void Dispose()
    {
    }

    private sealed class Memory(RecordBatch records, int classes, double width, Random random) : IClassifier
    {
        private readonly double[] bias = [.. Enumerable.Range(0, classes).Select(_ => 0.1 * Synthetic.Normal(random))];

        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(classes, null);

        public ScoreKind ScoreKind => ScoreKind.Logits;

        public int PreferredBatchSize => 37;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            var scores = new double[batch.Count * classes];
            var features = batch.Features[0].Width;
            ReadOnlySpan<float> asked = (float[])batch.Features[0].Values;
            ReadOnlySpan<float> known = (float[])records.Features[0].Values;
            Span<double> votes = stackalloc double[classes];
            for (var i = 0; i < batch.Count; i++)
            {
                votes.Fill(1e-3);
                for (var k = 0; k < records.Count; k++)
                {
                    votes[records.Labels[k]] += Math.Exp(-Distance(asked.Slice(i * features, features), known.Slice(k * features, features)) / width);
                }

                for (var c = 0; c < classes; c++)
                {
                    scores[(i * classes) + c] = Math.Log(votes[c]) + bias[c];
                }
            }

            int[] predicted = [.. Enumerable.Range(0, batch.Count).Select(i => Enumerable.Range(0, classes).MaxBy(c => scores[(i * classes) + c]))];
            return new Predictions(ScoreKind.Logits, classes, scores, predicted, null);
        }

        public void Dispose()
        {
        }

        /// <summary>Squared.</summary>
        private static double Distance(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
        {
            double distance = 0;
            for (var j = 0; j < one.Length; j++)
            {
                double d = one[j] - other[j];
                distance += d * d;
            }

            return distance;
        }
    }
}
