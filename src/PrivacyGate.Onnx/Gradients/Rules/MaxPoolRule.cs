using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// y = the largest value of each window; dy goes to where it stood. Where several values of a window tie, any split of dy
/// among them is a subgradient: windows that tile the image share it equally, which needs no indices (with them MaxPool
/// leaves its fast kernel); others give it to the first.
/// </summary>
internal sealed class MaxPoolRule : IGradientRule
{
    public string Operator => "MaxPool";

    public string? Refusal(NodeProto node, GradientScope scope) => node.Output.Count > 1 && node.Output[1].Length > 0
        ? "hands on where the largest values stand"
        : SlidingWindow.PoolRefusal(node, scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Forward(NodeProto node, GradientScope scope)
    {
        var kept = node.Clone();
        if (!ByTiles(WindowOf(node, scope), scope) && scope.Needs(node.Input[0]))
        {
            kept.Output.Clear();
            kept.Output.Add([node.Output[0], Places(node)]);
        }

        scope.Keep(kept);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var window = WindowOf(node, scope);
        scope.Accumulate(node.Input[0], ByTiles(window, scope) ? Shared(scope, window, node.Input[0], node.Output[0]) : Placed(scope, node));
    }

    private static SlidingWindow WindowOf(NodeProto node, GradientScope scope) =>
        SlidingWindow.Of(node, scope.ShapeOf(node.Input[0]), scope.ShapeOf(node.Output[0]), [.. node.Ints("kernel_shape")]);

    /// <summary>Resize and AveragePool compute in single precision only.</summary>
    private static bool ByTiles(SlidingWindow window, GradientScope scope) => window.Tiles && scope.ElementType == ElementType.Float;

    private static string Places(NodeProto node) => $"privacygate/places/{node.Output[0]}";

    private static string Shared(GradientScope scope, SlidingWindow window, string x, string y)
    {
        var largest = scope.AsNumber(scope.Emit("Equal", scope.Covered(window, x), scope.Tiled(window, y)));
        AttributeProto[] tiles = [Attributes.Ints("kernel_shape", window.Kernel), Attributes.Ints("strides", window.Strides)];
        var portion = scope.Emit("AveragePool", [largest], tiles);
        var one = 1.0 / window.Kernel.Aggregate(1L, static (product, taps) => product * taps);
        var share = scope.Emit("Div", scope.Emit("Mul", scope.GradientOf(y)!, scope.Number(one)), portion);
        return scope.Uncovered(window, scope.Emit("Mul", largest, scope.Tiled(window, share)));
    }

    /// <summary>Indices count through the whole input.</summary>
    private static string Placed(GradientScope scope, NodeProto node)
    {
        var x = node.Input[0];
        var zeros = scope.Reshape(scope.ZerosLike(x), -1);
        var summed = scope.Emit(
            "ScatterElements",
            [zeros, scope.Reshape(Places(node), -1), scope.Reshape(scope.GradientOf(node.Output[0])!, -1)],
            [Attributes.Int("axis", 0), Attributes.Text("reduction", "add")]);
        return scope.ReshapeLike(summed, x);
    }
}
