using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = log(x); dx = dy / x.</summary>
internal sealed class LogRule : IGradientRule
{
    public string Operator => "Log";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope) =>
        scope.Accumulate(node.At(0), scope.Emit("Div", scope.GradientOf(node.Output[0])!, node.At(0)));
}
