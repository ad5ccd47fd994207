using MathNet.Numerics.LinearAlgebra;

namespace PrivacyGate.Attacks.Scales;

/// <summary>A linear map after which residuals have deviation 1 and do not vary together.</summary>
internal sealed class Whitening
{
    /// <summary>Beyond this each value is only scaled: a matrix would cost more than it tells.</summary>
    private const int MostTogether = 32;

    /// <summary>Added to each variance, as a share of it: values that err exactly alike leave no inverse.</summary>
    private const double Ridge = 1e-6;

    /// <summary>Row by row, lower triangular; of more than <see cref="MostTogether"/> values the diagonal alone.</summary>
    private readonly double[] factors;

    private Whitening(int width, double[] factors) => (Width, this.factors) = (width, factors);

    /// <summary>Values a record.</summary>
    public int Width { get; }

    /// <summary>By the root mean square of each value alone.</summary>
    public static Whitening Single(AnswerSignal residuals)
    {
        var moments = new double[residuals.Width];
        for (var i = 0; i < residuals.Values.Length; i++)
        {
            moments[i % residuals.Width] += residuals.Values[i] * residuals.Values[i];
        }

        return Diagonal([.. moments.Select(sum => sum / Math.Max(1, residuals.Count))]);
    }

    /// <summary>By the second moments of what shadows answered for records they were not trained on.</summary>
    public static Whitening OfUnseen(int width, IReadOnlyList<ShadowAnswers> shadows)
    {
        var together = width <= MostTogether;
        var moments = new double[together ? width * width : width];
        long count = 0;
        foreach (var shadow in shadows)
        {
            for (var record = 0; record < shadow.Trained.Length; record++)
            {
                if (!shadow.Trained[record])
                {
                    Add(moments, shadow.Signal.AsSpan(record * width, width), together);
                    count++;
                }
            }
        }

        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] /= Math.Max(1, count);
        }

        return together && width > 1 ? Of(width, moments) : Diagonal(moments);
    }

    /// <summary>One of the <see cref="Width"/> numbers of the whitened residual.</summary>
    public double Number(ReadOnlySpan<double> residual, int place)
    {
        if (factors.Length == Width)
        {
            return factors[place] * residual[place];
        }

        double sum = 0;
        for (var column = 0; column <= place; column++)
        {
            sum += factors[(place * Width) + column] * residual[column];
        }

        return sum;
    }

    /// <summary>Mean absolute value of each whitened number, over what shadows answered for records they were not trained on; 1 where all are 0.</summary>
    public double[] SpreadsOfUnseen(IReadOnlyList<ShadowAnswers> shadows)
    {
        var sums = new double[Width];
        var row = new double[Width];
        long count = 0;
        foreach (var shadow in shadows)
        {
            for (var record = 0; record < shadow.Trained.Length; record++)
            {
                if (shadow.Trained[record])
                {
                    continue;
                }

                count++;
                for (var i = 0; i < Width; i++)
                {
                    row[i] = shadow.Signal[(record * Width) + i];
                }

                for (var i = 0; i < Width; i++)
                {
                    sums[i] += Math.Abs(Number(row, i));
                }
            }
        }

        return Array.ConvertAll(sums, sum => sum > 0 ? sum / count : 1);
    }

    private static void Add(double[] moments, ReadOnlySpan<float> row, bool together)
    {
        for (var i = 0; i < row.Length; i++)
        {
            if (!together)
            {
                moments[i] += (double)row[i] * row[i];
                continue;
            }

            for (var j = 0; j < row.Length; j++)
            {
                moments[(i * row.Length) + j] += (double)row[i] * row[j];
            }
        }
    }

    private static Whitening Diagonal(double[] moments) => new(moments.Length, Array.ConvertAll(moments, Inverse));

    /// <summary>A value without any error is left as it is.</summary>
    private static double Inverse(double moment) => moment > 0 ? 1 / Math.Sqrt(moment) : 1;

    /// <summary>The inverse of the Cholesky factor L of the moments: Cov(L^-1 r) = 1.</summary>
    private static Whitening Of(int width, double[] moments)
    {
        double[] scale = [.. Enumerable.Range(0, width).Select(i => Inverse(moments[(i * width) + i]))];
        var correlations = Matrix<double>.Build.Dense(width, width, (i, j) =>
            i == j ? 1 + Ridge : moments[(i * width) + j] * scale[i] * scale[j]);
        var inverse = correlations.Cholesky().Factor.Inverse();
        return new Whitening(width, [.. from row in Enumerable.Range(0, width) from column in Enumerable.Range(0, width) select inverse[row, column] * scale[column]]);
    }
}
