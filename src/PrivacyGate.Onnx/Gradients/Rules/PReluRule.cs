using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x, or s x below 0; dx = dy or s dy; ds = dy min(x, 0), summed where s was broadcast.</summary>
internal sealed class PReluRule : IGradientRule
{
    public string Operator => "PRelu";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string x, string s, string gradient) = (node.At(0), node.At(1), scope.GradientOf(node.Output[0])!);
        if (scope.Needs(x))
        {
            string above = scope.Emit("Greater", x, scope.Number(0));
            scope.Accumulate(x, scope.Emit("Where", above, gradient, scope.Emit("Mul", gradient, s)));
        }

        if (scope.Needs(s))
        {
            string product = scope.Emit("Mul", gradient, scope.Emit("Min", x, scope.Number(0)));
            scope.Accumulate(s, scope.Unbroadcast(product, scope.ShapeOf(node.Output[0]), s));
        }
    }
}
