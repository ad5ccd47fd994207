using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>One input of a node under test, in the order of the node's inputs.</summary>
/// <param name="Shape">Its axes; -1 for one that grows with the batch.</param>
/// <param name="Draw">Draws a value.</param>
/// <param name="IsDifferentiated">Whether its gradient is checked.</param>
/// <param name="Constant">A constant tensor in place of drawn values.</param>
internal sealed record RuleInput(long[] Shape, Func<Random, double> Draw, bool IsDifferentiated, TensorProto? Constant)
{
    /// <summary>Numbers drawn evenly from a range.</summary>
    public static RuleInput Numbers(double low, double high, params long[] shape) => new(shape, random => low + ((high - low) * random.NextDouble()), true, null);

    /// <summary>Numbers in [-2, 2).</summary>
    public static RuleInput Of(params long[] shape) => Numbers(-2, 2, shape);

    /// <summary>Numbers at least <paramref name="gap"/> away from 0, where an operator has a kink.</summary>
    public static RuleInput Off0(double gap, params long[] shape) => new(
        shape, random => (gap + ((2 - gap) * random.NextDouble())) * (random.Next(2) == 0 ? -1 : 1), true, null);

    /// <summary>A constant whole-number input: axes, indices, targets.</summary>
    public static RuleInput Integers(params long[] values) => new([values.Length], static _ => 0, false, Tensors.Of(values));

    /// <summary>A constant tensor.</summary>
    public static RuleInput Fixed(TensorProto tensor) => new([.. tensor.Dims], static _ => 0, false, tensor);

    /// <summary>The same values, their gradient not asked for.</summary>
    public RuleInput Kept() => this with { IsDifferentiated = false };
}
