using System.Numerics;
using System.Runtime.CompilerServices;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Optimizers;

/// <summary>
/// m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; p -= rate / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + epsilon).
/// Weight decay is added to the gradient, or, when decoupled, taken from the values.
/// </summary>
internal sealed class Adam(TrainingRecipe recipe, bool decoupled) : Optimizer
{
    public override int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Update(AlignedFloats values, AlignedFloats gradients, IReadOnlyList<AlignedFloats> moments, double rate, long step)
    {
        var p = values.Vectors;
        ReadOnlySpan<Vector<float>> g = gradients.Vectors[..p.Length];
        var m = moments[0].Vectors[..p.Length];
        var v = moments[1].Vectors[..p.Length];
        var keepMean = All(recipe.Beta1);
        var takeMean = All(1 - recipe.Beta1);
        var keepSquare = All(recipe.Beta2);
        var takeSquare = All(1 - recipe.Beta2);
        var epsilon = All(recipe.Epsilon);
        var rootScale = All(1 / Math.Sqrt(1 - Math.Pow(recipe.Beta2, step)));
        var pace = All(rate / (1 - Math.Pow(recipe.Beta1, step)));
        var decay = All(decoupled ? 0 : recipe.WeightDecay);
        var shrink = All(decoupled ? 1 - (rate * recipe.WeightDecay) : 1);
        for (var i = 0; i < p.Length; i++)
        {
            var value = p[i];
            var gradient = g[i] + (decay * value);
            var mean = (keepMean * m[i]) + (takeMean * gradient);
            var square = (keepSquare * v[i]) + (takeSquare * gradient * gradient);
            m[i] = mean;
            v[i] = square;
            p[i] = (shrink * value) - (pace * (mean / ((Vector.SquareRoot(square) * rootScale) + epsilon)));
        }
    }
}
