using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x / (1 + |x|); slope (1 - |y|)^2.</summary>
internal sealed class SoftsignRule() : SlopeRule("Softsign")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y)
    {
        string rest = scope.Emit("Sub", scope.Number(1), scope.Emit("Abs", y));
        return scope.Emit("Mul", rest, rest);
    }
}
