using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = max(x, 0); slope 1 where y is above 0.</summary>
internal sealed class ReluRule() : SlopeRule("Relu")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Step(y);
}
