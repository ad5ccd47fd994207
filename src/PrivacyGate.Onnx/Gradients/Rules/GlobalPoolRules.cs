using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the mean of each channel's image; dx = dy / pixels everywhere.</summary>
internal sealed class GlobalAveragePoolRule : IGradientRule
{
    public string Operator => "GlobalAveragePool";

    public string? Refusal(NodeProto node, GradientScope scope) => SlidingWindow.Refusal(scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Backward(NodeProto node, GradientScope scope)
    {
        double pixels = scope.ShapeOf(node.At(0))[2..].Aggregate(1L, static (product, axis) => product * axis);
        var share = scope.Emit("Mul", scope.GradientOf(node.Output[0])!, scope.Number(1 / pixels));
        scope.Accumulate(node.At(0), scope.ExpandLike(share, node.At(0)));
    }
}

/// <summary>y = the largest value of each channel's image; dy goes to where it stood, in equal shares where several tie.</summary>
internal sealed class GlobalMaxPoolRule : IGradientRule
{
    public string Operator => "GlobalMaxPool";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (var x, var y) = (node.At(0), node.Output[0]);
        long[] axes = [.. Enumerable.Range(2, scope.ShapeOf(x).Length - 2).Select(static axis => (long)axis)];
        var largest = scope.AsNumber(scope.Emit("Equal", x, y));
        var share = scope.Emit("Div", scope.GradientOf(y)!, scope.ReduceSum(largest, axes, keepAxes: true));
        scope.Accumulate(x, scope.Emit("Mul", largest, share));
    }
}
