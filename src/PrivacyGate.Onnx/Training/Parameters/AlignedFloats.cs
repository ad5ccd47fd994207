using System.Numerics;
using System.Runtime.InteropServices;

namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>Pinned numbers that begin at a cache line, padded with zeros to whole lines: no vector crosses a line, and no loop has a rest.</summary>
internal sealed class AlignedFloats
{
    /// <summary>Numbers a cache line.</summary>
    public const int Line = 16;

    private readonly float[] array;
    private readonly int start;

    public AlignedFloats(int length)
    {
        Length = RoundUp(length);
        array = GC.AllocateArray<float>(Length + Line, pinned: true);
        long address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        start = (int)((Line * sizeof(float) - (address % (Line * sizeof(float)))) % (Line * sizeof(float)) / sizeof(float));
    }

    public int Length { get; }

    public Span<float> Span => array.AsSpan(start, Length);

    public Span<Vector<float>> Vectors => MemoryMarshal.Cast<float, Vector<float>>(Span);

    public Memory<float> Slice(int offset, int length) => array.AsMemory(start + offset, length);

    public AlignedFloats Copy()
    {
        var copy = new AlignedFloats(Length);
        Span.CopyTo(copy.Span);
        return copy;
    }

    public static int RoundUp(int length) => checked((length + Line - 1) / Line * Line);
}
