using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a b; da = dy b, db = dy a, summed where they were broadcast.</summary>
internal sealed class MulRule : IGradientRule
{
    public string Operator => "Mul";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        Accumulate(node, scope, node.At(0), node.At(1));
        Accumulate(node, scope, node.At(1), node.At(0));
    }

    private static void Accumulate(NodeProto node, GradientScope scope, string factor, string other)
    {
        if (scope.Needs(factor))
        {
            string product = scope.Emit("Mul", scope.GradientOf(node.Output[0])!, other);
            scope.Accumulate(factor, scope.Unbroadcast(product, scope.ShapeOf(node.Output[0]), factor));
        }
    }
}
