using System.Numerics;
using System.Runtime.CompilerServices;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Optimizers;

/// <summary>d = g + decay p; m = momentum m + d; p -= rate m, or rate (d + momentum m) when it looks ahead.</summary>
internal sealed class MomentumDescent(double momentum, bool nesterov, double weightDecay) : Optimizer
{
    public override int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(AlignedFloats values, AlignedFloats gradients, IReadOnlyList<AlignedFloats> moments, double rate, long step)
    {
        var p = values.Vectors;
        ReadOnlySpan<Vector<float>> g = gradients.Vectors[..p.Length];
        var m = moments[0].Vectors[..p.Length];
        var decay = All(weightDecay);
        var keep = All(momentum);
        var pace = All(rate);
        for (var i = 0; i < p.Length; i++)
        {
            var direction = g[i] + (decay * p[i]);
            var speed = (keep * m[i]) + direction;
            m[i] = speed;
            p[i] -= pace * (nesterov ? direction + (keep * speed) : speed);
        }
    }
}
