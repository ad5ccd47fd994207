using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = tanh(x); dx = dy (1 - y y).</summary>
internal sealed class TanhRule : IGradientRule
{
    public string Operator => "Tanh";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        string y = node.Output[0];
        string slope = scope.Emit("Sub", scope.Number(1), scope.Emit("Mul", y, y));
        scope.Accumulate(node.At(0), scope.Emit("Mul", scope.GradientOf(y)!, slope));
    }
}
