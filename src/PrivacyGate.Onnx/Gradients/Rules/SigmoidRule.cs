using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = 1 / (1 + exp(-x)); slope y - y y.</summary>
internal sealed class SigmoidRule() : SlopeRule("Sigmoid")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Sub", y, scope.Emit("Mul", y, y));
}
