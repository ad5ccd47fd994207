using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>What a graph's last operators allow its answers to be.</summary>
/// <param name="Range">Where they lie.</param>
/// <param name="Factor">The constant they are multiplied by at the end, above 0: a unit built into the graph.</param>
public sealed record AnswerEnd(AnswerRange Range, double Factor)
{
    private const int MostSteps = 16;

    private static readonly string[] Positive = ["Exp", "Relu", "Softplus", "Abs"];
    private static readonly string[] Bounded = ["Sigmoid", "Tanh", "Softmax", "HardSigmoid", "Clip", "Softsign", "Erf"];

    internal static AnswerEnd Of(GraphView view, string value)
    {
        var factor = 1.0;
        var shifted = false;
        var at = Passage.Origin(view, value);
        for (var steps = 0; steps < MostSteps && view.ProducerOf(at) is { } node && Inner(view, node) is { } inner; steps++)
        {
            factor = node.Is("Mul") ? factor * inner.Constant : node.Is("Div") ? factor / inner.Constant : factor;
            shifted |= node.Is("Add") || node.Is("Sub");
            at = Passage.Origin(view, inner.Value);
        }

        var last = view.ProducerOf(at);
        var range = last is null ? AnswerRange.Free
            : Positive.Any(last.Is) ? (shifted || factor < 0 ? AnswerRange.Bounded : AnswerRange.Positive)
            : Bounded.Any(last.Is) ? AnswerRange.Bounded
            : AnswerRange.Free;
        return new AnswerEnd(range, double.IsFinite(factor) && factor != 0 ? Math.Abs(factor) : 1);
    }

    /// <summary>The computed side of an operation with a constant: any one that is added, one number that multiplies.</summary>
    private static (string Value, double Constant)? Inner(GraphView view, NodeProto node)
    {
        var additive = node.Is("Add") || node.Is("Sub");
        if (!(additive || node.Is("Mul") || node.Is("Div")))
        {
            return null;
        }

        double? ConstantOf(int place) => view.ConstantOf(node.At(place)) is not { } tensor ? null : additive ? 0 : TensorValues.Reals(tensor) is [var one] ? one : null;
        return ConstantOf(1) is { } right ? (node.At(0), right)
            : !node.Is("Div") && ConstantOf(0) is { } left ? (node.At(1), left)
            : null;
    }
}

/// <summary>Where answers lie.</summary>
public enum AnswerRange
{
    /// <summary>Anywhere.</summary>
    Free,

    /// <summary>At least 0: targets may be scaled and not shifted.</summary>
    Positive,

    /// <summary>Between bounds of the graph, in the unit of the targets.</summary>
    Bounded,
}
