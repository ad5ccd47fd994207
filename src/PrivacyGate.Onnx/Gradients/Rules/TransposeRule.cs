using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = x with its axes in another order; dx = dy with them in the old order.</summary>
internal sealed class TransposeRule : IGradientRule
{
    public string Operator => "Transpose";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        long[] order = node.Ints("perm") is { Count: > 0 } given ? [.. given] : [.. Enumerable.Range(0, rank).Select(axis => (long)(rank - 1 - axis))];
        long[] back = [.. Enumerable.Range(0, rank).Select(axis => (long)Array.IndexOf(order, axis))];
        scope.Accumulate(node.At(0), scope.Transpose(scope.GradientOf(node.Output[0])!, back));
    }
}
