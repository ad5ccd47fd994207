using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = sin(x); slope cos(x).</summary>
internal sealed class SinRule() : SlopeRule("Sin")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Cos", x);
}
