using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = a b over the last two axes, all axes before them broadcast; da = dy b', db = a' dy.</summary>
internal sealed class MatMulRule : IGradientRule
{
    public string Operator => "MatMul";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        (var a, var b) = (node.At(0), node.At(1));
        (var left, var right) = (scope.ShapeOf(a), scope.ShapeOf(b));
        var gradient = scope.GradientOf(node.Output[0])!;
        if (right.Length == 2 && left.Length >= 2)
        {
            ByMatrix(scope, a, b, gradient, left, right);
            return;
        }

        // A vector is a matrix of one row on the left, of one column on the right.
        gradient = left.Length == 1 && right.Length == 1 ? scope.Reshape(gradient, 1, 1)
            : left.Length == 1 ? scope.Unsqueeze(gradient, -2)
            : right.Length == 1 ? scope.Unsqueeze(gradient, -1)
            : gradient;
        Side first = left.Length == 1 ? new(scope.Unsqueeze(a, 0), [1, .. left]) : new(a, left);
        Side second = right.Length == 1 ? new(scope.Unsqueeze(b, 1), [.. right, 1]) : new(b, right);
        if (scope.Needs(a))
        {
            Accumulate(scope, a, scope.Emit("MatMul", gradient, Turned(scope, second)), first, second);
        }

        if (scope.Needs(b))
        {
            Accumulate(scope, b, scope.Emit("MatMul", Turned(scope, first), gradient), second, first);
        }
    }

    /// <summary>b is one matrix, as the weights of a layer: all axes of a before the last make rows, and Gemm needs no transposed copies.</summary>
    private static void ByMatrix(GradientScope scope, string a, string b, string gradient, long[] left, long[] right)
    {
        var rows = left.Length == 2 ? gradient : scope.Reshape(gradient, -1, right[1]);
        if (scope.Needs(a))
        {
            var product = GemmRule.Product(scope, rows, false, b, true);
            scope.Accumulate(a, left.Length == 2 ? product : scope.ReshapeLike(product, a));
        }

        if (scope.Needs(b))
        {
            var flat = left.Length == 2 ? a : scope.Reshape(a, -1, left[^1]);
            scope.Accumulate(b, GemmRule.Product(scope, flat, true, rows, false));
        }
    }

    /// <param name="scope">The step graph.</param>
    /// <param name="value">The factor.</param>
    /// <param name="product">Its gradient, with the axes the other factor brought along.</param>
    /// <param name="own">The factor as a matrix.</param>
    /// <param name="other">The other factor.</param>
    private static void Accumulate(GradientScope scope, string value, string product, Side own, Side other)
    {
        long[] shape = [.. Broadcast(own.Shape[..^2], other.Shape[..^2]), .. own.Shape[^2..]];
        var summed = scope.Unbroadcast(product, shape, own.Shape);
        scope.Accumulate(value, scope.ShapeOf(value).Length == own.Shape.Length ? summed : scope.ReshapeLike(summed, value));
    }

    private static long[] Broadcast(long[] first, long[] second)
    {
        var rank = Math.Max(first.Length, second.Length);
        return [.. Enumerable.Range(0, rank).Select(axis => (At(first, axis - rank), At(second, axis - rank)) switch { (1, var other) => other, (var one, _) => one })];

        static long At(long[] shape, int fromBack) => -fromBack <= shape.Length ? shape[shape.Length + fromBack] : 1;
    }

    private static string Turned(GradientScope scope, Side side)
    {
        var rank = side.Shape.Length;
        return scope.Transpose(side.Value, [.. Enumerable.Range(0, rank - 2).Select(static axis => (long)axis), rank - 1, rank - 2]);
    }

    /// <summary>A factor with at least two axes.</summary>
    private readonly record struct Side(string Value, long[] Shape);
}
