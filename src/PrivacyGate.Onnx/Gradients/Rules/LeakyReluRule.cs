using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x, or alpha x below 0; slope 1 or alpha.</summary>
internal sealed class LeakyReluRule() : SlopeRule("LeakyRelu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        double alpha = node.Float("alpha", .01f);

        // The sign is -1 below 0, so that clipping it at alpha leaves alpha there.
        return alpha is >= 0 and <= 1
            ? scope.Emit("Clip", scope.Emit("Sign", x), scope.Number(alpha))
            : scope.Emit("Where", scope.Emit("Greater", x, scope.Number(0)), scope.Number(1), scope.Number(alpha));
    }
}
