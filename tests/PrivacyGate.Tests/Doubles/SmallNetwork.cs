using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Tests.Doubles;

/// <summary>A network of tanh layers over a record's numbers whose gradients are written out by hand; without hidden layers a linear model.</summary>
internal sealed class SmallNetwork : IClassifier, IInputGradients
{
    private readonly double[][,] weights;
    private readonly int batchSize;
    private int asked;
    private int batches;

    /// <param name="widths">Inputs, hidden units, classes.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="scale">Of the weights, times 1 / sqrt(inputs of the layer): large ones bend the boundary more.</param>
    /// <param name="batchSize">Preferred records a call.</param>
    /// <param name="units">What each input is divided by; null for 1.</param>
    public SmallNetwork(int[] widths, int seed, double scale = 1, int batchSize = 16, double[]? units = null)
    {
        this.batchSize = batchSize;
        var random = new Random(seed);
        weights = new double[widths.Length - 1][,];
        for (var layer = 0; layer < weights.Length; layer++)
        {
            // The last row is the bias.
            weights[layer] = new double[widths[layer] + 1, widths[layer + 1]];
            for (var from = 0; from <= widths[layer]; from++)
            {
                for (var to = 0; to < widths[layer + 1]; to++)
                {
                    weights[layer][from, to] = scale * Synthetic.Normal(random) / Math.Sqrt(widths[layer]) / (layer == 0 && from < widths[0] ? units?[from] ?? 1 : 1);
                }
            }
        }
    }

    /// <summary>A linear model of two classes: class 1 where weights x + bias is above 0.</summary>
    public SmallNetwork(double[] plane, double bias, int batchSize = 16)
    {
        this.batchSize = batchSize;
        weights = [new double[plane.Length + 1, 2]];
        for (var i = 0; i < plane.Length; i++)
        {
            weights[0][i, 1] = plane[i];
        }

        weights[0][plane.Length, 1] = bias;
    }

    /// <summary>Called before every batch of questions or gradients, with how many went before.</summary>
    public Action<int>? Before { get; init; }

    /// <summary>Questions and gradients asked, a record each.</summary>
    public int Asked => asked;

    public int Batches => batches;

    public IReadOnlyList<ModelInput> Inputs => [];

    public ClassList Classes => new(ClassCount, null);

    public ScoreKind ScoreKind => ScoreKind.Logits;

    public int ClassCount => weights[^1].GetLength(1);

    public int PreferredBatchSize => batchSize;

    public int ClassOf(double[] numbers) => Best(Layers(numbers)[^1]);

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        Count(batch, cancellation);
        double[][] scores = [.. Enumerable.Range(0, batch.Count).Select(row => Layers(RuleClassifier.Numbers(batch, row))[^1])];
        return new Predictions(ScoreKind.Logits, ClassCount, [.. scores.SelectMany(static row => row)], [.. scores.Select(Best)], null);
    }

    public void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation)
    {
        Count(batch, cancellation);
        for (var row = 0; row < batch.Count; row++)
        {
            var layers = Layers(RuleClassifier.Numbers(batch, row));
            layers[^1].CopyTo(scores[(row * ClassCount)..]);
            var slope = Softmax(layers[^1]);
            slope[classes[row]]--;
            for (var layer = weights.Length - 1; layer >= 0; layer--)
            {
                slope = Back(layer, slope, layers[layer]);
            }

            for (var i = 0; i < slope.Length; i++)
            {
                gradients[(row * slope.Length) + i] = (float)slope[i];
            }
        }
    }

    public void Dispose()
    {
    }

    private void Count(RecordBatch batch, CancellationToken cancellation)
    {
        Before?.Invoke(Interlocked.Increment(ref batches) - 1);
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Add(ref asked, batch.Count);
    }

    /// <summary>What enters each layer, and last the scores.</summary>
    private double[][] Layers(double[] numbers)
    {
        var layers = new double[weights.Length + 1][];
        layers[0] = numbers;
        for (var layer = 0; layer < weights.Length; layer++)
        {
            var own = weights[layer];
            var next = new double[own.GetLength(1)];
            for (var to = 0; to < next.Length; to++)
            {
                var sum = own[numbers.Length, to];
                for (var from = 0; from < numbers.Length; from++)
                {
                    sum += numbers[from] * own[from, to];
                }

                next[to] = layer == weights.Length - 1 ? sum : Math.Tanh(sum);
            }

            numbers = layers[layer + 1] = next;
        }

        return layers;
    }

    private double[] Back(int layer, double[] slope, double[] entered)
    {
        var own = weights[layer];
        var back = new double[entered.Length];
        for (var from = 0; from < back.Length; from++)
        {
            for (var to = 0; to < slope.Length; to++)
            {
                back[from] += own[from, to] * slope[to];
            }

            back[from] *= layer == 0 ? 1 : 1 - (entered[from] * entered[from]);
        }

        return back;
    }

    private static double[] Softmax(double[] scores)
    {
        var most = scores.Max();
        var powers = Array.ConvertAll(scores, score => Math.Exp(score - most));
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }

    private static int Best(double[] scores) => Array.IndexOf(scores, scores.Max());
}
