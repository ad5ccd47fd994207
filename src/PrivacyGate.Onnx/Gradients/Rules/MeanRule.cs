using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = (a + b + ...) / n; each takes dy / n, summed where it was broadcast.</summary>
internal sealed class MeanRule : IGradientRule
{
    public string Operator => "Mean";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        string share = scope.Emit("Mul", scope.GradientOf(node.Output[0])!, scope.Number(1.0 / node.Input.Count));
        foreach (string input in node.Input.Where(scope.Needs))
        {
            scope.Accumulate(input, scope.Unbroadcast(share, scope.ShapeOf(node.Output[0]), input));
        }
    }
}
