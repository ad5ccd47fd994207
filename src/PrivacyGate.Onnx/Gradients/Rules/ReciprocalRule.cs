using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = 1 / x; slope -y y.</summary>
internal sealed class ReciprocalRule() : SlopeRule("Reciprocal")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Neg", scope.Emit("Mul", y, y));
}
