using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the numbers of x along other axes; dx = dy along those of x.</summary>
internal sealed class ReshapingRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => scope.Needs(node.At(1)) ? "has axes that are trained" : null;

    public void Backward(NodeProto node, GradientScope scope) =>
        scope.Accumulate(node.At(0), scope.ReshapeLike(scope.GradientOf(node.Output[0])!, node.At(0)));
}
