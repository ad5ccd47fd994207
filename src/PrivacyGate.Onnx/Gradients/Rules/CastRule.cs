using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x in the same type: what differs in type is refused before.</summary>
internal sealed class CastRule : IGradientRule
{
    public string Operator => "Cast";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope) => scope.Accumulate(node.At(0), scope.GradientOf(node.Output[0])!);
}
