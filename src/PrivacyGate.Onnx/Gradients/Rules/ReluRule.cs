using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = max(x, 0); dx = dy sign(y). Sign and Mul take half the time of Greater, Cast and Mul.</summary>
internal sealed class ReluRule : IGradientRule
{
    public string Operator => "Relu";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope) =>
        scope.Accumulate(node.At(0), scope.Emit("Mul", scope.GradientOf(node.Output[0])!, scope.Emit("Sign", node.Output[0])));
}
