using System.Numerics;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;

namespace PrivacyGate.Onnx.Training.Optimizers;

/// <summary>
/// Changes all parameters by their gradients in one pass. Holds no state: what must be remembered of each parameter
/// lies in moments the caller owns. Only sums, products, quotients and roots, each rounded by itself, so that the
/// result depends neither on the width of the vectors nor on the machine.
/// </summary>
internal abstract class Optimizer
{
    /// <summary>Numbers remembered of each parameter.</summary>
    public abstract int Moments { get; }

    /// <param name="values">Parameters; changed.</param>
    /// <param name="gradients">Of the mean loss.</param>
    /// <param name="moments">As many runs as <see cref="Moments"/>, all zero before the first step; changed.</param>
    /// <param name="rate">Learning rate of this step.</param>
    /// <param name="step">Number of this step, from 1.</param>
    public abstract void Update(AlignedFloats values, AlignedFloats gradients, IReadOnlyList<AlignedFloats> moments, double rate, long step);

    public static Optimizer Of(TrainingRecipe recipe) => recipe.Optimizer switch
    {
        OptimizerKind.Sgd when recipe.Momentum == 0 => new GradientDescent(recipe.WeightDecay),
        OptimizerKind.Sgd => new MomentumDescent(recipe.Momentum, recipe.Nesterov, recipe.WeightDecay),
        OptimizerKind.Adam => new Adam(recipe, decoupled: false),
        _ => new Adam(recipe, decoupled: true),
    };

    protected static Vector<float> All(double value) => new((float)value);
}
