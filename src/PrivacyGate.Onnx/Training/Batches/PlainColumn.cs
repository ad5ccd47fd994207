using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Batches;

/// <summary>A column of numbers that travel as they are.</summary>
internal sealed class PlainColumn<T>(string name, IReadOnlyList<long> recordShape, int capacity) : BatchColumn(name, recordShape)
    where T : unmanaged
{
    private T[]? buffer;

    public override long Bytes => (long)capacity * Width * Unsafe.SizeOf<T>();

    private T[] Buffer => buffer ??= GC.AllocateArray<T>(ArrayLength.Of(capacity, Width), pinned: true);

    public override OrtValue Tensor(int rows) =>
        LentTensor.Over(Buffer.AsMemory(0, rows * Width), Shape(rows));

    public override void Gather(Array source, ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<T> from = (T[])source;
        Span<T> to = Buffer;
        for (var i = 0; i < rows.Length; i++)
        {
            from.Slice(rows[i] * Width, Width).CopyTo(to[(i * Width)..]);
        }
    }
}
