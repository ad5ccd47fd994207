using System.Numerics;
using System.Runtime.CompilerServices;

namespace PrivacyGate.Onnx.Training.Parameters;

/// <summary>
/// The gradient of a batch's mean loss from those of its parts, each weighed by its share of the records. Products and
/// sums of one number at a time in the order of the parts, each rounded by itself: the same on every machine.
/// </summary>
/// <param name="length">Numbers of a gradient.</param>
internal sealed class GradientMean(int length)
{
    /// <summary>What has been added since the last first part.</summary>
    public AlignedFloats Values { get; } = new(length);

    /// <param name="part">Gradients of a part's mean loss.</param>
    /// <param name="share">The part's records, divided by the batch's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(AlignedFloats part, float share)
    {
        var to = Values.Vectors;
        ReadOnlySpan<Vector<float>> from = part.Vectors[..to.Length];
        var weight = new Vector<float>(share);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = weight * from[i];
        }
    }

    /// <inheritdoc cref="Begin"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(AlignedFloats part, float share)
    {
        var to = Values.Vectors;
        ReadOnlySpan<Vector<float>> from = part.Vectors[..to.Length];
        var weight = new Vector<float>(share);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += weight * from[i];
        }
    }
}
