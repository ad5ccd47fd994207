using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the sum (or mean) of x over some axes; dx = dy (or dy / count) repeated along them.</summary>
internal sealed class ReduceRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) =>
        ReducedAxes.Of(node, scope) is not { } axes ? "reduces over axes that are not constant"
        : op == "ReduceMean" && axes.Over.Any(axis => scope.ShapeOf(node.At(0))[axis] < 0) ? "averages over the batch"
        : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        string x = node.At(0);
        ReducedAxes axes = ReducedAxes.Of(node, scope)!;
        string gradient = scope.GradientOf(node.Output[0])!;
        if (op == "ReduceMean")
        {
            long count = axes.Over.Aggregate(1L, (product, axis) => product * scope.ShapeOf(x)[axis]);
            gradient = scope.Emit("Mul", gradient, scope.Number(1.0 / count));
        }

        scope.Accumulate(x, scope.ExpandLike(axes.Restore(scope, gradient), x));
    }
}
