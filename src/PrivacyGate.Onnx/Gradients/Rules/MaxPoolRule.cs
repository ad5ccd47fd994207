using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// y = the largest value of each window; dy goes to where it stood, in equal shares where several values tie: a valid
/// subgradient that needs no indices (with them MaxPool leaves its fast kernel). Ties behind Relu are zeros, and get nothing.
/// </summary>
internal sealed class MaxPoolRule : IGradientRule
{
    public string Operator => "MaxPool";

    public string? Refusal(NodeProto node, GradientScope scope) => node.Output.Count > 1 && node.Output[1].Length > 0
        ? "hands on where the largest values stand"
        : SlidingWindow.PoolRefusal(node, scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Backward(NodeProto node, GradientScope scope)
    {
        (string x, string y) = (node.At(0), node.Output[0]);
        SlidingWindow window = SlidingWindow.Of(node, scope.ShapeOf(x), scope.ShapeOf(y), [.. node.Ints("kernel_shape")]);
        // Resize and AveragePool compute in single precision only.
        bool tiles = window.Tiles && scope.ElementType == ElementType.Float;
        scope.Accumulate(x, tiles ? ByTiles(scope, window, x, y) : ByTaps(scope, window, x, y));
    }

    private static string ByTiles(GradientScope scope, SlidingWindow window, string x, string y)
    {
        string largest = scope.AsNumber(scope.Emit("Equal", scope.Covered(window, x), scope.Tiled(window, y)));
        AttributeProto[] tiles = [Attributes.Ints("kernel_shape", window.Kernel), Attributes.Ints("strides", window.Strides)];
        string portion = scope.Emit("AveragePool", [largest], tiles);
        double one = 1.0 / window.Kernel.Aggregate(1L, static (product, taps) => product * taps);
        string share = scope.Emit("Div", scope.Emit("Mul", scope.GradientOf(y)!, scope.Number(one)), portion);
        return scope.Uncovered(window, scope.Emit("Mul", largest, scope.Tiled(window, share)));
    }

    private static string ByTaps(GradientScope scope, SlidingWindow window, string x, string y)
    {
        string padded = scope.Padded(window, x, 2 + window.Rank, 2, double.NegativeInfinity);
        string[] largest = [.. window.Taps.Select(tap => scope.AsNumber(scope.Emit("Equal", scope.AtTap(window, padded, tap, 0, 2), y)))];
        string share = scope.Emit("Div", scope.GradientOf(y)!, scope.Sum(largest));
        long channels = scope.ShapeOf(x)[1];
        return scope.Sum([.. window.Taps.Zip(largest, (tap, here) => scope.Placed(window, scope.Emit("Mul", here, share), channels, tap))]);
    }
}
