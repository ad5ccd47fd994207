using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = erf(x); slope 2 / sqrt(pi) exp(-x x).</summary>
internal sealed class ErfRule() : SlopeRule("Erf")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit(
        "Mul", scope.Emit("Exp", scope.Emit("Neg", scope.Emit("Mul", x, x))), scope.Number(2 / Math.Sqrt(Math.PI)));
}
