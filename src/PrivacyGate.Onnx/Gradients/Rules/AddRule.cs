using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a + b + ...; each takes dy, summed where it was broadcast.</summary>
internal sealed class AddRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        foreach (string input in node.Input.Where(scope.Needs))
        {
            scope.Accumulate(input, scope.Unbroadcast(scope.GradientOf(node.Output[0])!, scope.ShapeOf(node.Output[0]), input));
        }
    }
}
