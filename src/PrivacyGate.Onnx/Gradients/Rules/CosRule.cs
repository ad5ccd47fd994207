using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = cos(x); slope -sin(x).</summary>
internal sealed class CosRule() : SlopeRule("Cos")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Neg", scope.Emit("Sin", x));
}
