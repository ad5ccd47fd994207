using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = -x; dx = -dy.</summary>
internal sealed class NegRule : IGradientRule
{
    public string Operator => "Neg";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope) => scope.Accumulate(node.At(0), scope.Emit("Neg", scope.GradientOf(node.Output[0])!));
}
