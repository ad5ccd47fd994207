using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = log(1 + exp(x)); slope sigmoid(x).</summary>
internal sealed class SoftplusRule() : SlopeRule("Softplus")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Sigmoid", x);
}
