using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x with a constant around it (or less of x, where a width is negative); dx = dy with as much taken away.</summary>
internal sealed class PadRule : IGradientRule
{
    public string Operator => "Pad";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        node.Text("mode", "constant") is not "constant" and var mode ? $"pads in mode '{mode}', only 'constant' is differentiated"
        : scope.IntegersOf(node.At(1)) is null || (node.At(3).Length > 0 && scope.IntegersOf(node.At(3)) is null) ? "pads by widths that depend on the records"
        : scope.Needs(node.At(2)) ? "pads with a trained value"
        : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        var widths = scope.IntegersOf(node.At(1))!;
        var axes = node.At(3).Length == 0 ? [.. Enumerable.Range(0, rank).Select(static axis => (long)axis)] : scope.IntegersOf(node.At(3))!;
        (var before, var after) = (new long[rank], new long[rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = GradientNodes.FromFront(axes[i], rank);
            (before[axis], after[axis]) = (-widths[i], -widths[i + axes.Length]);
        }

        scope.Accumulate(node.At(0), scope.Pad(scope.GradientOf(node.Output[0])!, before, after));
    }
}
