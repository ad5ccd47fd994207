using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x, or alpha (exp(x) - 1) below 0; slope 1 or y + alpha.</summary>
internal sealed class EluRule() : SlopeRule("Elu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        double alpha = node.Float("alpha", 1);
        return alpha == 1
            ? scope.Emit("Add", scope.Emit("Min", y, scope.Number(0)), scope.Number(1))
            : scope.Emit("Where", scope.Emit("Greater", x, scope.Number(0)), scope.Number(1), scope.Emit("Add", y, scope.Number(alpha)));
    }
}
