using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Linear;

/// <summary>Least squares with half a penalty on the squared coefficients, by the normal equations of centred features (Hoerl and Kennard 1970); intercepts are free.</summary>
internal sealed class LeastSquares
{
    /// <summary>Of a feature's variance: keeps features that follow from others from dividing by nothing.</summary>
    private const double Least = 1e-10;

    private readonly double[] means;
    private readonly double[] scales;
    private readonly double[] targetMeans;
    private readonly double[,] products;
    private readonly double[,] sides;

    /// <param name="rows">Features.</param>
    /// <param name="targets">Values of the same records.</param>
    /// <param name="cancellation">Asked before each record.</param>
    public LeastSquares(NumberRows rows, ValueTargets targets, CancellationToken cancellation)
    {
        means = new double[rows.Width];
        scales = new double[rows.Width];
        for (var i = 0; i < rows.Width; i++)
        {
            means[i] = Enumerable.Range(0, rows.Count).Average(row => (double)rows.Row(row)[i]);
            var variance = Enumerable.Range(0, rows.Count).Average(row => Math.Pow(rows.Row(row)[i] - means[i], 2));
            scales[i] = variance > 0 ? Math.Sqrt(variance) : 1;
        }

        targetMeans = [.. Enumerable.Range(0, targets.Width).Select(column => Enumerable.Range(0, targets.Count).Average(row => (double)targets.Row(row)[column]))];
        (products, sides) = (new double[rows.Width, rows.Width], new double[rows.Width, targets.Width]);
        var scaled = new double[rows.Width];
        for (var row = 0; row < rows.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < rows.Width; i++)
            {
                scaled[i] = (rows.Row(row)[i] - means[i]) / scales[i];
            }

            Add(scaled, targets.Row(row), rows.Count);
        }
    }

    /// <summary>Mean variance of a feature: the unit of penalties.</summary>
    public double Unit => scales.Average(static scale => scale * scale);

    /// <summary>The minimum of the mean squared error plus the penalty times the squared coefficients.</summary>
    /// <param name="penalty">At least 0, a record.</param>
    public LinearWeights Fit(double penalty)
    {
        var width = means.Length;
        var lower = Factor(penalty);
        var coefficients = new double[targetMeans.Length * width];
        var intercepts = new double[targetMeans.Length];
        for (var column = 0; column < targetMeans.Length; column++)
        {
            var solved = Solve(lower, [.. Enumerable.Range(0, width).Select(i => sides[i, column])]);
            intercepts[column] = targetMeans[column];
            for (var i = 0; i < width; i++)
            {
                coefficients[(column * width) + i] = solved[i] / scales[i];
                intercepts[column] -= coefficients[(column * width) + i] * means[i];
            }
        }

        return new LinearWeights(coefficients, intercepts);
    }

    private void Add(double[] scaled, ReadOnlySpan<float> target, int count)
    {
        for (var i = 0; i < scaled.Length; i++)
        {
            var share = scaled[i] / count;
            for (var j = 0; j <= i; j++)
            {
                products[i, j] += share * scaled[j];
            }

            for (var column = 0; column < target.Length; column++)
            {
                sides[i, column] += share * (target[column] - targetMeans[column]);
            }
        }
    }

    /// <summary>Cholesky's lower triangle of the products with the penalty on their diagonal.</summary>
    private double[,] Factor(double penalty)
    {
        var width = means.Length;
        var lower = new double[width, width];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = products[i, j] + (i == j ? Least + (penalty / (scales[i] * scales[i])) : 0);
                for (var k = 0; k < j; k++)
                {
                    rest -= lower[i, k] * lower[j, k];
                }

                lower[i, j] = i == j ? Math.Sqrt(Math.Max(rest, Least)) : rest / lower[j, j];
            }
        }

        return lower;
    }

    private static double[] Solve(double[,] lower, double[] side)
    {
        for (var i = 0; i < side.Length; i++)
        {
            for (var k = 0; k < i; k++)
            {
                side[i] -= lower[i, k] * side[k];
            }

            side[i] /= lower[i, i];
        }

        for (var i = side.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < side.Length; k++)
            {
                side[i] -= lower[k, i] * side[k];
            }

            side[i] /= lower[i, i];
        }

        return side;
    }
}
