using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Batches;

/// <summary>A column of half-precision numbers, which travel as single-precision ones.</summary>
internal sealed class HalfColumn(string name, IReadOnlyList<long> recordShape, int capacity) : BatchColumn(name, recordShape)
{
    private Float16[]? buffer;

    public override long Bytes => (long)capacity * Width * sizeof(ushort);

    private Float16[] Buffer => buffer ??= GC.AllocateArray<Float16>(ArrayLength.Of(capacity, Width), pinned: true);

    public override OrtValue Tensor(int rows) =>
        LentTensor.Over(Buffer.AsMemory(0, rows * Width), Shape(rows));

    public override void Gather(Array source, ReadOnlySpan<int> rows)
    {
        ReadOnlySpan<float> from = (float[])source;
        var to = MemoryMarshal.Cast<Float16, Half>(Buffer.AsSpan());
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < Width; j++)
            {
                to[(i * Width) + j] = (Half)from[(rows[i] * Width) + j];
            }
        }
    }
}
