using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Calibration;

/// <summary>A memorising model, spoiled in one way. Its records stay as they are; what is done to columns is done where it reads them.</summary>
internal sealed class DisturbedModel(Memoriser model, Disturbance disturbance, ulong seed) : IClassifier
{
    /// <summary>Batches of this many records and more are answered uniformly: 2 to 4,096.</summary>
    private readonly int largest = 1 << (1 + (int)(seed % 12));
    private readonly int[] columns = Order(disturbance, Memoriser.Columns, seed);
    private readonly int[] classes = disturbance == Disturbance.ClassesPermuted ? Shuffled(Memoriser.Classes, seed) : [0, 1, 2, 3];
    private readonly Draw noise = new(seed);

    public IReadOnlyList<ModelInput> Inputs { get; } = [new ModelInput("x", ElementKind.Float32, [Memoriser.Columns])];

    public ClassList Classes { get; } = new(Memoriser.Classes, null);

    public ScoreKind ScoreKind => disturbance == Disturbance.LabelsAlone ? ScoreKind.LabelOnly : ScoreKind.Logits;

    public int PreferredBatchSize => 4096;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        var values = (float[])batch.Features[0].Values;
        double[][] logits = [.. Enumerable.Range(0, batch.Count).Select(record => Logits(values.AsSpan(record * Memoriser.Columns, Memoriser.Columns)))];
        if (disturbance == Disturbance.LargeBatches && batch.Count >= largest)
        {
            logits = [.. logits.Select(static row => new double[row.Length])];
        }

        if (disturbance == Disturbance.Neighbours)
        {
            double[] mean = [.. Enumerable.Range(0, Memoriser.Classes).Select(c => logits.Average(row => row[c]))];
            logits = [.. logits.Select(row => row.Select((value, c) => (0.1 * value) + mean[c]).ToArray())];
        }

        return new Predictions(
            ScoreKind, Memoriser.Classes, ScoreKind == ScoreKind.LabelOnly ? [] : [.. logits.SelectMany(static row => row)],
            [.. logits.Select(static row => Array.IndexOf(row, row.Max()))], null);
    }

    public void Dispose()
    {
    }

    private double[] Logits(ReadOnlySpan<float> row)
    {
        var read = new float[Memoriser.Columns];
        for (var column = 0; column < read.Length; column++)
        {
            // A column in front moves all others by one: the model reads a row number.
            read[column] = disturbance != Disturbance.StrayColumn ? row[columns[column]] : column == 0 ? RowNumber(row) : row[column - 1];
        }

        var logits = model.Logits(read);
        return
        [
            .. classes.Select(c => disturbance switch
            {
                Disturbance.LogitsScaled => 12 * logits[c],
                Disturbance.Noise => logits[c] + (3 * noise.Normal()),
                _ => logits[c],
            }),
        ];
    }

    /// <summary>A number in [0, 1000) that belongs to the record and tells nothing of it.</summary>
    private static float RowNumber(ReadOnlySpan<float> row) => new Draw(BitConverter.SingleToUInt32Bits(row[0])).Bits() % 1000;

    private static int[] Order(Disturbance disturbance, int count, ulong seed) => disturbance switch
    {
        Disturbance.ColumnsPermuted => Shuffled(count, seed),
        Disturbance.TwoColumnsSwapped => [1, 2, 0, .. Enumerable.Range(3, count - 3)],
        _ => [.. Enumerable.Range(0, count)],
    };

    /// <summary>Never the order itself.</summary>
    private static int[] Shuffled(int count, ulong seed)
    {
        var draw = new Draw(seed ^ 77);
        int[] order = [.. Enumerable.Range(0, count)];
        while (order.SequenceEqual(Enumerable.Range(0, count)))
        {
            order = [.. order.OrderBy(_ => draw.Bits())];
        }

        return order;
    }
}
