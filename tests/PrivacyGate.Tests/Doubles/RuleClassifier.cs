using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Doubles;

/// <summary>A label-only model that answers by a rule of its first input's numbers, and sees every record it is asked about.</summary>
internal sealed class RuleClassifier(Func<double[], int> rule, int batchSize = 16) : IClassifier
{
    private int batches;

    /// <summary>Called with every batch before it is answered, from any thread, and how many went before.</summary>
    public Action<RecordBatch, int>? Before { get; init; }

    public IReadOnlyList<ModelInput> Inputs => [];

    public ClassList Classes => new(0, null);

    public ScoreKind ScoreKind => ScoreKind.LabelOnly;

    public int PreferredBatchSize => batchSize;

    public int Batches => batches;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        Before?.Invoke(batch, Interlocked.Increment(ref batches) - 1);
        cancellation.ThrowIfCancellationRequested();
        return new Predictions(ScoreKind.LabelOnly, 0, [], [.. Enumerable.Range(0, batch.Count).Select(row => rule(Numbers(batch, row)))], null);
    }

    /// <summary>The numbers of a record, input after input; texts by their length.</summary>
    public static double[] Numbers(RecordBatch batch, int row) =>
    [
        .. batch.Features.SelectMany(block => Enumerable.Range(row * block.Width, block.Width).Select(at => block.Values switch
        {
            string[] texts => texts[at].Length,
            bool[] flags => flags[at] ? 1 : 0,
            _ => Convert.ToDouble(block.Values.GetValue(at), System.Globalization.CultureInfo.InvariantCulture),
        })),
    ];

    public void Dispose()
    {
    }
}
