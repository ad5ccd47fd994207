using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = tanh(x); slope 1 - y y.</summary>
internal sealed class TanhRule() : SlopeRule("Tanh")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) =>
        scope.Emit("Sub", scope.Number(1), scope.Emit("Mul", y, y));
}
