using System.Numerics;
using System.Runtime.CompilerServices;
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
        var info = tensor.GetTensorTypeAndShape();
        if (info.Shape.Length == 0 || info.Shape[0] != records)
        {
            return false;
        }

        var width = (int)(info.ElementCount / records);
        return info.ElementDataType switch
        {
            TensorElementType.Float => Fill(tensor.GetTensorDataAsSpan<float>(), width, extra, norms),
            TensorElementType.Double => Fill(tensor.GetTensorDataAsSpan<double>(), width, extra, norms),
            _ => Fill(MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorDataAsSpan<Float16>()), width, extra, norms),
        };
    }

    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Fill<T>(ReadOnlySpan<T> rows, int width, double extra, Span<double> norms)
        where T : unmanaged
    {
        double check = 0;
        for (var i = 0; i < norms.Length; i++)
        {
            var norm = Math.Sqrt(SumOfSquares(rows.Slice(i * width, width)) + extra);
            norms[i] = norm;

            // x - x is 0 for a finite number and NaN for any other.
            check += norm - norm;
        }

        return check == 0;
    }

    /// <summary>Which of the sums is meant is known when this is compiled, so the call costs nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumOfSquares<T>(ReadOnlySpan<T> row)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? SumOfSquares(MemoryMarshal.Cast<T, float>(row))
        : typeof(T) == typeof(double) ? SumOfSquares(MemoryMarshal.Cast<T, double>(row))
        : SumOfSquares(MemoryMarshal.Cast<T, Half>(row));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumOfSquares(ReadOnlySpan<float> row)
    {
        // Two sums at a time hide the latency of an addition. Each lane adds few squares, so single precision will do.
        var first = Vector<float>.Zero;
        var second = Vector<float>.Zero;
        var i = 0;
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
        foreach (var value in row)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (var value in row)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double SumOfSquares(ReadOnlySpan<Half> row)
    {
        double sum = 0;
        foreach (var value in row)
        {
            sum += (double)value * (double)value;
        }

        return sum;
    }
}
