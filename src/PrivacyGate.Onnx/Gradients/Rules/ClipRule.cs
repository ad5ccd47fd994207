using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x within two bounds; dx = dy where y = x.</summary>
internal sealed class ClipRule : IGradientRule
{
    public string Operator => "Clip";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        scope.Needs(node.At(1)) || scope.Needs(node.At(2)) ? "has bounds that are trained" : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        string inside = scope.AsNumber(scope.Emit("Equal", node.At(0), node.Output[0]));
        scope.Accumulate(node.At(0), scope.Emit("Mul", inside, scope.GradientOf(node.Output[0])!));
    }
}
