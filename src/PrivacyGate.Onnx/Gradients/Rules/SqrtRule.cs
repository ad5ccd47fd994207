using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = sqrt(x); slope 1 / (2 y).</summary>
internal sealed class SqrtRule() : SlopeRule("Sqrt")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Div", scope.Number(.5), y);
}
