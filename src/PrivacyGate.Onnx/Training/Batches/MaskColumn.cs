using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Batches;

/// <summary>
/// A dropout mask, drawn anew for every step by eight generators side by side (xoshiro128+, Blackman and Vigna 2018).
/// Eight whatever the processor, so that every processor draws the same masks; and for a batch at once, so that its
/// records drop the same values whatever parts it goes through in.
/// </summary>
internal sealed class MaskColumn
{
    private readonly DropoutMask mask;
    private readonly AlignedFloats drawn;
    private readonly AlignedFloats fed;
    private readonly int width;
    private Vector256<uint> s0, s1, s2, s3;

    /// <param name="mask">Its shape and share.</param>
    /// <param name="batchSize">Records a step at most.</param>
    /// <param name="recordsAtOnce">Records a part of a step at most.</param>
    public MaskColumn(DropoutMask mask, int batchSize, int recordsAtOnce)
    {
        this.mask = mask;
        width = (int)mask.RecordShape.Aggregate(1L, static (product, axis) => checked(product * axis));
        drawn = new AlignedFloats(ArrayLength.Of(batchSize, width));
        fed = recordsAtOnce < batchSize ? new AlignedFloats(ArrayLength.Of(recordsAtOnce, width)) : drawn;
    }

    public string Name => mask.Name;

    public long Bytes => (drawn.Length + (fed == drawn ? 0L : fed.Length)) * sizeof(float);

    public OrtValue Tensor(int rows) =>
        LentTensor.Over(fed.Slice(0, rows * width), [rows, .. mask.RecordShape]);

    public void Seed(RandomStream random)
    {
        s0 = Draw(random);
        s1 = Draw(random);
        s2 = Draw(random);
        s3 = Draw(random) | Vector256<uint>.One;
    }

    /// <summary>Draws the masks of a whole batch.</summary>
    public void Draw(int rows)
    {
        var threshold = Vector256.Create((uint)Math.Min(mask.Ratio * (1UL << 31), int.MaxValue));
        var kept = Vector256.Create(1 / (1 - mask.Ratio));
        var values = MemoryMarshal.Cast<float, Vector256<float>>(drawn.Span[..AlignedFloats.RoundUp(rows * width)]);
        for (var i = 0; i < values.Length; i++)
        {
            // 31 bits, since processors compare signed numbers only; the lowest bits of this generator are its weakest.
            var number = (s0 + s3) >> 1;
            values[i] = Vector256.GreaterThanOrEqual(number.AsInt32(), threshold.AsInt32()).AsSingle() & kept;
            Advance();
        }
    }

    /// <summary>Hands the step the masks of some of the batch's records.</summary>
    public void Feed(int first, int rows)
    {
        if (fed != drawn)
        {
            drawn.Span.Slice(first * width, rows * width).CopyTo(fed.Span);
        }
    }

    private void Advance()
    {
        var shifted = s1 << 9;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = (s3 << 11) | (s3 >> 21);
    }

    private static Vector256<uint> Draw(RandomStream random) =>
        Vector256.Create(random.Next(), random.Next(), random.Next(), random.Next()).AsUInt32();
}
