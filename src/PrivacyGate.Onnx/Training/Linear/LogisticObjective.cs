using System.Numerics;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>Mean log-loss of a linear model plus half the penalty times the squared coefficients; intercepts are free.</summary>
internal sealed class LogisticObjective
{
    private readonly double[] features;
    private readonly int[] labels;
    private readonly int width;
    private readonly LinkLoss loss;
    private readonly double[] scores;
    private readonly double[] gradients;
    private readonly double[] curvatures;

    public LogisticObjective(NumberRows rows, int[] labels, LinkLoss loss)
    {
        // A column of ones stands for the intercept.
        width = rows.Width + 1;
        features = new double[ArrayLength.Of(rows.Count, width)];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows.Width; i++)
            {
                features[(row * width) + i] = rows.Values[(row * rows.Width) + i];
            }

            features[(row * width) + rows.Width] = 1;
        }

        (this.labels, this.loss) = (labels, loss);
        scores = new double[ArrayLength.Of(labels.Length, loss.Columns)];
        gradients = new double[labels.Length];
        curvatures = new double[labels.Length];
    }

    /// <summary>Numbers to be found: for each column its coefficients and its intercept.</summary>
    public int Parameters => width * loss.Columns;

    /// <summary>Half of the penalty's factor times the squares; set before use.</summary>
    public double Penalty { get; set; }

    /// <summary>Ends a question half-way; set before use.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Mean log-loss in nats at the point asked about last, without the penalty.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The value at a point, and its slopes.</summary>
    public double At(double[] point, double[] slopes)
    {
        var columns = loss.Columns;
        for (var row = 0; row < labels.Length; row++)
        {
            Cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> record = features.AsSpan(row * width, width);
            for (var column = 0; column < columns; column++)
            {
                scores[(row * columns) + column] = Dot(record, point.AsSpan(column * width, width));
            }
        }

        MeanLoss = loss.Mean(scores, labels);
        var value = loss.OneVersusRest ? loss.SumOfColumns(scores, labels) : MeanLoss;
        for (var column = 0; column < columns; column++)
        {
            Cancellation.ThrowIfCancellationRequested();
            loss.Derive(scores, labels, column, gradients, curvatures);
            var own = slopes.AsSpan(column * width, width);
            own.Clear();
            for (var row = 0; row < labels.Length; row++)
            {
                AddScaled(own, features.AsSpan(row * width, width), gradients[row] / labels.Length);
            }

            ReadOnlySpan<double> coefficients = point.AsSpan(column * width, width - 1);
            AddScaled(own, coefficients, Penalty);
            value += Penalty / 2 * Dot(coefficients, coefficients);
        }

        return value;
    }

    /// <summary>The numbers as the node holds them, made so that slope x sum + offset are the scores.</summary>
    public LinearWeights Weights(double[] point, SumResponse response)
    {
        var columns = loss.Columns;
        return new LinearWeights(
            [.. Enumerable.Range(0, columns).SelectMany(column => point.Skip(column * width).Take(width - 1).Select(value => value / response.Slope[column]))],
            [.. Enumerable.Range(0, columns).Select(column => response.Sum(point[((column + 1) * width) - 1], column))]);
    }

    internal static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= one.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sum += new Vector<double>(one[i..]) * new Vector<double>(other[i..]);
        }

        double rest = 0;
        for (; i < one.Length; i++)
        {
            rest += one[i] * other[i];
        }

        return Vector.Sum(sum) + rest;
    }

    /// <summary>Adds <paramref name="factor"/> times the numbers to the first ones of the target.</summary>
    internal static void AddScaled(Span<double> target, ReadOnlySpan<double> numbers, double factor)
    {
        var i = 0;
        for (; i <= numbers.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(target[i..]) + (new Vector<double>(numbers[i..]) * factor)).CopyTo(target[i..]);
        }

        for (; i < numbers.Length; i++)
        {
            target[i] += numbers[i] * factor;
        }
    }
}
