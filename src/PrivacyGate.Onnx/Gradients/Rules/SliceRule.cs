using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = part of x along some axes; dx = dy with zeros around it, or between its rows where rows were skipped.</summary>
internal sealed class SliceRule : IGradientRule
{
    public string Operator => "Slice";

    public string? Refusal(NodeProto node, GradientScope scope) => Parts(node, scope) is null ? "takes a part that depends on the records or on the batch" : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var shape = scope.ShapeOf(node.At(0));
        var gradient = scope.GradientOf(node.Output[0])!;
        (var before, var after) = (new long[shape.Length], new long[shape.Length]);
        foreach ((var axis, var rows) in Parts(node, scope)!)
        {
            if (rows.Length == 0 || rows[^1] - rows[0] != rows.Length - 1)
            {
                gradient = Spread(scope, gradient, axis, rows, shape);
            }
            else
            {
                (before[axis], after[axis]) = (rows[0], shape[axis] - 1 - rows[^1]);
            }
        }

        scope.Accumulate(node.At(0), scope.Pad(gradient, before, after));
    }

    /// <summary>Puts row i of a gradient where row rows[i] of x was: one row of zeros is added behind, and each other row of x takes that.</summary>
    private static string Spread(GradientScope scope, string gradient, long axis, long[] rows, long[] shape)
    {
        var behind = new long[shape.Length];
        behind[axis] = 1;
        long[] sources = [.. Enumerable.Range(0, (int)shape[axis]).Select(row => (long)Array.IndexOf(rows, row)).Select(row => row < 0 ? rows.Length : row)];
        var longer = scope.Pad(gradient, new long[shape.Length], behind);
        return scope.Emit("Gather", [longer, scope.Integers(sources)], [Attributes.Int("axis", axis)]);
    }

    /// <summary>Which rows are taken along which axes, or null when that is not the same for all records.</summary>
    private static List<(long Axis, long[] Rows)>? Parts(NodeProto node, GradientScope scope)
    {
        var shape = scope.ShapeOf(node.At(0));
        if (scope.IntegersOf(node.At(1)) is not { } starts || scope.IntegersOf(node.At(2)) is not { } ends)
        {
            return null;
        }

        var axes = node.At(3).Length == 0 ? [.. Enumerable.Range(0, starts.Length).Select(static axis => (long)axis)] : scope.IntegersOf(node.At(3));
        var steps = node.At(4).Length == 0 ? [.. starts.Select(static _ => 1L)] : scope.IntegersOf(node.At(4));
        if (axes is null || steps is null)
        {
            return null;
        }

        List<(long, long[])> parts = [];
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = GradientNodes.FromFront(axes[i], shape.Length);
            var whole = steps[i] == 1 && starts[i] == 0 && ends[i] >= int.MaxValue;
            if (shape[axis] >= 0)
            {
                parts.Add((axis, Rows(starts[i], ends[i], steps[i], shape[axis])));
            }
            else if (!whole)
            {
                return null;
            }
        }

        return parts;
    }

    /// <summary>The rows from start to before end, as ONNX clamps them.</summary>
    private static long[] Rows(long start, long end, long step, long length)
    {
        (var least, var most) = step > 0 ? (0L, length) : (-1L, length - 1);
        var first = Math.Clamp(start < 0 ? start + length : start, Math.Max(0, least), most);
        var last = Math.Clamp(end < 0 ? end + length : end, least, most);
        List<long> rows = [];
        for (var row = first; step > 0 ? row < last : row > last; row += step)
        {
            rows.Add(row);
        }

        return [.. rows];
    }
}
