using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x, or alpha x below 0; slope 1 or alpha.</summary>
internal sealed class LeakyReluRule() : SlopeRule("LeakyRelu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        double alpha = node.Float("alpha", .01f);

        return alpha is >= 0 and <= 1
            ? scope.Emit("Max", scope.Step(x), scope.Number(alpha))
            : scope.Emit("Add", scope.Emit("Mul", scope.Step(x), scope.Number(1 - alpha)), scope.Number(alpha));
    }
}
