using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>The axes a reduction works over.</summary>
/// <param name="Over">Counted from the front.</param>
/// <param name="AreKept">Whether they stay as axes of length 1.</param>
internal sealed record ReducedAxes(long[] Over, bool AreKept)
{
    /// <returns>Null when the axes are not constant.</returns>
    public static ReducedAxes? Of(NodeProto node, GradientScope scope)
    {
        int rank = scope.ShapeOf(node.At(0)).Length;
        bool named = node.Attribute("axes") is not null || node.At(1).Length > 0;
        long[]? axes = named ? scope.AxesOf(node, rank) : [];
        bool none = axes is [] && node.Int("noop_with_empty_axes", 0) != 0;
        long[]? over = axes is [] && !none ? [.. Enumerable.Range(0, rank).Select(static axis => (long)axis)] : axes;
        return over is null ? null : new ReducedAxes(over, node.Int("keepdims", 1) != 0);
    }

    /// <summary>A value of the reduction's shape with the reduced axes back as 1.</summary>
    public string Restore(GradientScope scope, string value) => AreKept || Over.Length == 0 ? value : scope.Unsqueeze(value, Over);
}
