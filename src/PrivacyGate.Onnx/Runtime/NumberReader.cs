using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Reads floating-point tensors into doubles.</summary>
internal static class NumberReader
{
    public static bool IsNumeric(OrtTensorTypeAndShapeInfo info) =>
        info.ElementDataType is TensorElementType.Float or TensorElementType.Double or TensorElementType.Float16;

    /// <summary>Copies as many numbers as <paramref name="target"/> holds.</summary>
    /// <returns>Whether all of them are finite.</returns>
    public static bool Read(OrtValue tensor, TensorElementType type, Span<double> target)
    {
        switch (type)
        {
            case TensorElementType.Float:
                return Widen(tensor.GetTensorDataAsSpan<float>()[..target.Length], target);
            case TensorElementType.Double:
                tensor.GetTensorDataAsSpan<double>()[..target.Length].CopyTo(target);
                break;
            case TensorElementType.Float16:
                var halves = MemoryMarshal.Cast<Float16, Half>(tensor.GetTensorDataAsSpan<Float16>());
                for (var i = 0; i < target.Length; i++)
                {
                    target[i] = (double)halves[i];
                }

                break;
            default:
                throw new ArgumentException("The tensor holds no floating-point numbers.", nameof(tensor));
        }

        return AreFinite(target);
    }

    // Runs once over everything, so that it must be fast from the first call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Widen(ReadOnlySpan<float> source, Span<double> target)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(source[i..]);

            // x - x is 0 for a finite number and NaN for any other.
            sum += values - values;
            Vector.Widen(values, out var low, out var high);
            low.CopyTo(target[i..]);
            high.CopyTo(target[(i + Vector<double>.Count)..]);
        }

        float rest = 0;
        for (; i < source.Length; i++)
        {
            rest += source[i] - source[i];
            target[i] = source[i];
        }

        return Vector.Sum(sum) + rest == 0;
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += value - value;
        }

        return sum == 0;
    }
}
