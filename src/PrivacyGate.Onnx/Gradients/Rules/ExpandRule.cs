using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x repeated along axes of length 1; dx = dy summed over them.</summary>
internal sealed class ExpandRule : IGradientRule
{
    public string Operator => "Expand";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope) => scope.Accumulate(
        node.At(0), scope.Unbroadcast(scope.GradientOf(node.Output[0])!, scope.ShapeOf(node.Output[0]), node.At(0)));
}
