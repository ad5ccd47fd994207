using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace PrivacyGate.Onnx.Inference;

/// <summary>Euclidean norms of the rows of a tensor.</summary>
internal static class RowNorms
{
    /// <param name="tensor">Rows of equal length, one a record.</param>
    /// <param name="records">Rows the tensor must have.</param>
    /// <param name="extra">Added to each sum of squares: 1 for the constant input of a bias.</param>
    /// <param name="norms">The norms of the first rows.</param>
    /// <returns>Whether the tensor has that many rows and all norms are finite.</returns>
    public static bool Read(OrtValue tensor, int records, double extra, Span<double> norms)
    {
        OrtTensorTypeAndShapeInfo info = tensor.GetTensorTypeAndShape();
        if (info.Shape.Length == 0 || info.Shape[0] != records)
        {
            return false;
        }

        int width = (int)(info.ElementCount / records);
        switch (info.ElementDataType)
        {
            case TensorElementType.Float:
                Fill(tensor.GetTensorDataAsSpan<float>(), width, SumOfSquares, extra, norms);
                break;
            case TensorElementType.Double:
                Fill(tensor.GetTensorDataAsSpan<double>(), width, SumOfSquares, extra, norms);
                break;
            default:
                Fill(MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorDataAsSpan<Float16>()), width, SumOfSquares, extra, norms);
                break;
        }

        return !norms.ContainsAnyExceptInRange(0, double.MaxValue);
    }

    private delegate double RowSum<T>(ReadOnlySpan<T> row);

    private static void Fill<T>(ReadOnlySpan<T> rows, int width, RowSum<T> sum, double extra, Span<double> norms)
    {
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Math.Sqrt(sum(rows.Slice(i * width, width)) + extra);
        }
    }

    private static double SumOfSquares(ReadOnlySpan<float> row)
    {
        // Two sums at a time hide the latency of an addition. Each lane adds few squares, so single precision will do.
        Vector<float> first = Vector<float>.Zero;
        Vector<float> second = Vector<float>.Zero;
        int i = 0;
        for (; i <= row.Length - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
        {
            var one = new Vector<float>(row[i..]);
            var two = new Vector<float>(row[(i + Vector<float>.Count)..]);
            first += one * one;
            second += two * two;
        }

        double sum = Vector.Sum(first + second);
        for (; i < row.Length; i++)
        {
            sum += (double)row[i] * row[i];
        }

        return double.IsInfinity(sum) ? Wide(row) : sum;
    }

    /// <summary>For rows whose squares overflow single precision.</summary>
    private static double Wide(ReadOnlySpan<float> row)
    {
        double sum = 0;
        foreach (float value in row)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<Half> row)
    {
        double sum = 0;
        foreach (Half value in row)
        {
            sum += (double)value * (double)value;
        }

        return sum;
    }
}
