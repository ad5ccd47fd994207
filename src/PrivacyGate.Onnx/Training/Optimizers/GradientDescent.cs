using System.Numerics;
using System.Runtime.CompilerServices;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Optimizers;

/// <summary>p -= rate (g + decay p).</summary>
internal sealed class GradientDescent(double weightDecay) : Optimizer
{
    public override int Moments => 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(AlignedFloats values, AlignedFloats gradients, IReadOnlyList<AlignedFloats> moments, double rate, long step)
    {
        var p = values.Vectors;
        ReadOnlySpan<Vector<float>> g = gradients.Vectors[..p.Length];
        var decay = All(weightDecay);
        var pace = All(rate);
        for (var i = 0; i < p.Length; i++)
        {
            p[i] -= pace * (g[i] + (decay * p[i]));
        }
    }
}
