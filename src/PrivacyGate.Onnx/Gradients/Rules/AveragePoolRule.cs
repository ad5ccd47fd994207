using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = the mean of each window, over the values inside the image or over its taps; dx = dy / count, summed over the windows that saw x.</summary>
internal sealed class AveragePoolRule : IGradientRule
{
    public string Operator => "AveragePool";

    public string? Refusal(NodeProto node, GradientScope scope) => SlidingWindow.PoolRefusal(node, scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Backward(NodeProto node, GradientScope scope)
    {
        (var x, var y) = (node.At(0), node.Output[0]);
        var window = SlidingWindow.Of(node, scope.ShapeOf(x), scope.ShapeOf(y), [.. node.Ints("kernel_shape")]);
        var share = scope.Emit("Mul", scope.GradientOf(y)!, scope.Constant(Weights(node, window)));
        scope.Accumulate(x, window.Tiles ? scope.Uncovered(window, scope.Tiled(window, share)) : Spread(scope, window, share, scope.ShapeOf(x)[1]));
    }

    /// <summary>A transposed convolution of each channel by itself, all its weights 1.</summary>
    private static string Spread(GradientScope scope, SlidingWindow window, string share, long channels)
    {
        var ones = new float[channels * window.Kernel.Aggregate(1L, static (product, taps) => product * taps)];
        Array.Fill(ones, 1);
        return ConvRule.DataGradient(scope, window, share, scope.Constant(Tensors.Of(ones, [channels, 1, .. window.Kernel])), channels);
    }

    /// <summary>1 / values counted, at every position of the window; one number where all are the same.</summary>
    private static TensorProto Weights(NodeProto node, SlidingWindow window)
    {
        long[] pads = [.. node.Ints("pads")];
        var withPads = node.Int("count_include_pad", 0) != 0;
        long[][] counts = [.. Enumerable.Range(0, window.Rank).Select(axis => Counts(window, axis, withPads ? window.Begin[axis] : 0, withPads ? End(window, pads, axis) : 0))];
        float[] weights = [.. SlidingWindow.Positions(window.Narrow).Select(position => 1f / position.Select((at, axis) => counts[axis][at]).Aggregate(static (product, count) => product * count))];
        return weights.Distinct().Count() == 1 ? Tensors.Of([weights[0]]) : Tensors.Of(weights, [1, 1, .. window.Narrow]);
    }

    /// <summary>Padding behind that counts: what the attribute says, or what was chosen so that windows fit.</summary>
    private static long End(SlidingWindow window, long[] pads, int axis) => pads.Length > 0 ? pads[window.Rank + axis] : window.End(axis);

    /// <summary>Taps of each window that lie in the image or in the padding that counts; never what only rounding up reaches.</summary>
    private static long[] Counts(SlidingWindow window, int axis, long before, long after) =>
    [
        .. Enumerable.Range(0, (int)window.Narrow[axis]).Select(at => Enumerable.Range(0, (int)window.Kernel[axis]).LongCount(tap =>
        {
            var place = (at * window.Strides[axis]) + (tap * window.Dilations[axis]) - window.Begin[axis];
            return place >= -before && place < window.Wide[axis] + after;
        })),
    ];
}
