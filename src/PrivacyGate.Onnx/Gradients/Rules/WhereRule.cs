using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a where a condition holds, else b; each takes dy where it was taken, summed where it was broadcast.</summary>
internal sealed class WhereRule : IGradientRule
{
    public string Operator => "Where";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string gradient, string zero) = (scope.GradientOf(node.Output[0])!, scope.Number(0));
        if (scope.Needs(node.At(1)))
        {
            Accumulate(node, scope, node.At(1), scope.Emit("Where", node.At(0), gradient, zero));
        }

        if (scope.Needs(node.At(2)))
        {
            Accumulate(node, scope, node.At(2), scope.Emit("Where", node.At(0), zero, gradient));
        }
    }

    private static void Accumulate(NodeProto node, GradientScope scope, string value, string part) =>
        scope.Accumulate(value, scope.Unbroadcast(part, scope.ShapeOf(node.Output[0]), value));
}
