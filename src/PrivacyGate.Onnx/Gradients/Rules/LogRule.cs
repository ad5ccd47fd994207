using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = log(x); slope 1 / x.</summary>
internal sealed class LogRule() : SlopeRule("Log")
{
    protected override string Slope(NodeProto node, GradientScope scope, string x, string y) => scope.Emit("Reciprocal", x);
}
