using PrivacyGate.Onnx.Gradients.Steps;
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
        var x = node.At(0);
        var axes = ReducedAxes.Of(node, scope)!;
        var gradient = scope.GradientOf(node.Output[0])!;
        if (op == "ReduceMean")
        {
            var count = axes.Over.Aggregate(1L, (product, axis) => product * scope.ShapeOf(x)[axis]);
            gradient = scope.Emit("Mul", gradient, scope.Number(1.0 / count));
        }

        scope.Accumulate(x, scope.ExpandLike(axes.Restore(scope, gradient), x));
    }
}

/// <summary>y = the largest (or smallest) of x over some axes; dy goes to those that are, in equal parts where several tie.</summary>
internal sealed class ReduceExtremumRule(string op) : IGradientRule
{
    public string Operator => op;

    public string? Refusal(NodeProto node, GradientScope scope) => ReducedAxes.Of(node, scope) is null ? "reduces over axes that are not constant" : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var axes = ReducedAxes.Of(node, scope)!;
        var top = axes.Restore(scope, node.Output[0]);
        var hits = scope.AsNumber(scope.Emit("Equal", node.At(0), top));
        var share = scope.Emit("Div", axes.Restore(scope, scope.GradientOf(node.Output[0])!), scope.ReduceSum(hits, axes.Over, keepAxes: true));
        scope.Accumulate(node.At(0), scope.Emit("Mul", hits, share));
    }
}

/// <summary>The axes a reduction works over.</summary>
/// <param name="Over">Counted from the front.</param>
/// <param name="AreKept">Whether they stay as axes of length 1.</param>
internal sealed record ReducedAxes(long[] Over, bool AreKept)
{
    /// <returns>Null when the axes are not constant.</returns>
    public static ReducedAxes? Of(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        var named = node.Attribute("axes") is not null || node.At(1).Length > 0;
        var axes = named ? scope.AxesOf(node, rank) : [];
        var none = axes is [] && node.Int("noop_with_empty_axes", 0) != 0;
        var over = axes is [] && !none ? [.. Enumerable.Range(0, rank).Select(static axis => (long)axis)] : axes;
        return over is null ? null : new ReducedAxes(over, node.Int("keepdims", 1) != 0);
    }

    /// <summary>A value of the reduction's shape with the reduced axes back as 1.</summary>
    public string Restore(GradientScope scope, string value) => AreKept || Over.Length == 0 ? value : scope.Unsqueeze(value, Over);
}
