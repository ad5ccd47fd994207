using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>An operator on each number by itself: dx = dy times its slope.</summary>
internal abstract class SlopeRule(string op) : IGradientRule
{
    public string Operator => op;

    public virtual string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        string y = node.Output[0];
        scope.Accumulate(node.At(0), scope.Emit("Mul", scope.GradientOf(y)!, Slope(node, scope, node.At(0), y)));
    }

    /// <summary>Adds what computes dy / dx from what goes in and what comes out.</summary>
    protected abstract string Slope(NodeProto node, GradientScope scope, string x, string y);
}
