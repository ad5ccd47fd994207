using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the largest (or smallest) of x over some axes; dy goes to those that are, in equal parts where several tie.</summary>
internal sealed class ReduceExtremumRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => ReducedAxes.Of(node, scope) is null ? "reduces over axes that are not constant" : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        ReducedAxes axes = ReducedAxes.Of(node, scope)!;
        string top = axes.Restore(scope, node.Output[0]);
        string hits = scope.AsNumber(scope.Emit("Equal", node.At(0), top));
        string share = scope.Emit("Div", axes.Restore(scope, scope.GradientOf(node.Output[0])!), scope.ReduceSum(hits, axes.Over, keepAxes: true));
        scope.Accumulate(node.At(0), scope.Emit("Mul", hits, share));
    }
}
