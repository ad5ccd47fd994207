using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a - b; da = dy, db = -dy, summed where they were broadcast.</summary>
internal sealed class SubRule : IGradientRule
{
    public string Operator => "Sub";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string gradient, long[] shape) = (scope.GradientOf(node.Output[0])!, scope.ShapeOf(node.Output[0]));
        if (scope.Needs(node.At(0)))
        {
            scope.Accumulate(node.At(0), scope.Unbroadcast(gradient, shape, node.At(0)));
        }

        if (scope.Needs(node.At(1)))
        {
            scope.Accumulate(node.At(1), scope.Emit("Neg", scope.Unbroadcast(gradient, shape, node.At(1))));
        }
    }
}
