using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = |x|; slope sign(x).</summary>
internal sealed class AbsRule() : SlopeRule("Abs")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Sign", x);
}
