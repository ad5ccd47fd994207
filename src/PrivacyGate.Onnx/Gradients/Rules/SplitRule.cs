using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>Several parts of x along an axis; dx = their gradients one after the other, zeros for a part nothing uses.</summary>
internal sealed class SplitRule : IGradientRule
{
    public string Operator => "Split";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var parts = node.Output.Select(output => scope.GradientOf(output) ?? scope.ZerosLike(output));
        scope.Accumulate(node.At(0), scope.Emit("Concat", parts, [Attributes.Int("axis", node.Int("axis", 0))]));
    }
}
