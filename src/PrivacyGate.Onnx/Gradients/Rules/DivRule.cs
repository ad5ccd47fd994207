using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a / b; da = dy / b, db = -y dy / b, summed where they were broadcast.</summary>
internal sealed class DivRule : IGradientRule
{
    public string Operator => "Div";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string a, string b, string y) = (node.At(0), node.At(1), node.Output[0]);
        string quotient = scope.Emit("Div", scope.GradientOf(y)!, b);
        if (scope.Needs(a))
        {
            scope.Accumulate(a, scope.Unbroadcast(quotient, scope.ShapeOf(y), a));
        }

        if (scope.Needs(b))
        {
            scope.Accumulate(b, scope.Emit("Neg", scope.Unbroadcast(scope.Emit("Mul", quotient, y), scope.ShapeOf(y), b)));
        }
    }
}
