using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x, or alpha (exp(x / alpha) - 1) below 0; slope 1 + min(y, 0) / alpha.</summary>
internal sealed class CeluRule() : SlopeRule("Celu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit(
        "Add", scope.Emit("Mul", scope.Emit("Min", y, scope.Number(0)), scope.Number(1 / node.Float("alpha", 1))), scope.Number(1));
}
