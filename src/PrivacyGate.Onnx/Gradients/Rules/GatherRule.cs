using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = rows of a table by their numbers, along an axis; dx = zeros to whose rows the rows of dy are added, as often as each was taken.</summary>
internal sealed class GatherRule : IGradientRule
{
    public string Operator => "Gather";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var x = node.At(0);
        var shape = scope.ShapeOf(x);
        var axis = (int)GradientNodes.FromFront(node.Int("axis", 0), shape.Length);
        var places = scope.ShapeOf(node.At(1)).Length;
        var gradient = scope.GradientOf(node.Output[0])!;
        if (shape[axis] >= 0 && places == 0 && scope.IntegersOf(node.At(1)) is [var row])
        {
            scope.Accumulate(x, OneRow(scope, gradient, shape, axis, GradientNodes.FromFront(row, (int)shape[axis])));
            return;
        }

        // ScatterND adds whole rows of the first axis, so the axis the rows lie along comes first, and goes back at the end.
        var rank = shape.Length;
        var rows = axis == 0 ? gradient : scope.Transpose(gradient, [.. Order(axis, places, rank - 1 + places)]);
        var zeros = axis == 0 ? scope.ZerosLike(x) : scope.Transpose(scope.ZerosLike(x), [.. Order(axis, 1, rank)]);
        var numbers = scope.Unsqueeze(scope.ElementTypeOf(node.At(1)) == ElementType.Int64 ? node.At(1) : scope.Cast(node.At(1), ElementType.Int64), -1);
        var added = scope.Emit("ScatterND", [zeros, numbers, rows], [Attributes.Text("reduction", "add")]);
        scope.Accumulate(x, axis == 0 ? added : scope.Transpose(added, [.. Enumerable.Range(1, axis), 0, .. Enumerable.Range(axis + 1, rank - axis - 1)]));
    }

    /// <summary>One row was taken: zeros before and behind it.</summary>
    private static string OneRow(GradientScope scope, string gradient, long[] shape, int axis, long row)
    {
        (var before, var after) = (new long[shape.Length], new long[shape.Length]);
        (before[axis], after[axis]) = (row, shape[axis] - 1 - row);
        return scope.Pad(scope.Unsqueeze(gradient, axis), before, after);
    }

    /// <summary>An order of axes in which those from <paramref name="first"/> on, so many, come first.</summary>
    private static IEnumerable<long> Order(int first, int count, int rank) =>
        Enumerable.Range(first, count).Concat(Enumerable.Range(0, first)).Concat(Enumerable.Range(first + count, rank - first - count)).Select(static axis => (long)axis);
}
