using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>Tensors over memory of ours: no copy.</summary>
internal static class LentTensor
{
    /// <summary>The package counts bytes in 32 bits.</summary>
    private const long MaxBytes = int.MaxValue;

    /// <param name="values">Row by row; pinned for as long as the tensor lives.</param>
    /// <param name="shape">Axes; their product is the number of values.</param>
    /// <exception cref="InputException">PG0040: more than 2 GB.</exception>
    public static OrtValue Over<T>(Memory<T> values, long[] shape)
        where T : unmanaged
    {
        RequireRoom((long)values.Length * Unsafe.SizeOf<T>(), shape);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);
    }

    /// <exception cref="InputException">PG0040: more than 2 GB.</exception>
    public static void RequireRoom(long bytes, long[] shape)
    {
        if (bytes > MaxBytes)
        {
            throw new InputException(Diagnostic.Error(
                DiagnosticIds.TooManyValues,
                FormattableString.Invariant($"one tensor of shape ({string.Join(',', shape)}) holds {bytes} bytes, and ONNX Runtime takes at most {MaxBytes} at once; use a smaller batch, or records with fewer values")));
        }
    }
}
