using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = exp(x); slope y.</summary>
internal sealed class ExpRule() : SlopeRule("Exp")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => y;
}
