using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = several values one after the other along an axis; each takes its part of dy.</summary>
internal sealed class ConcatRule : IGradientRule
{
    public string Operator => "Concat";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        node.Input.Any(input => Length(node, scope, input) < 0) ? "joins values along the batch" : null;

    public void Backward(NodeProto node, GradientScope scope)
    {
        var axis = Axis(node, scope);
        var gradient = scope.GradientOf(node.Output[0])!;
        long start = 0;
        foreach (var input in node.Input)
        {
            var length = Length(node, scope, input);
            if (scope.Needs(input))
            {
                scope.Accumulate(input, scope.Slice(gradient, axis, start, start + length));
            }

            start += length;
        }
    }

    private static long Axis(NodeProto node, GradientScope scope) => GradientNodes.FromFront(node.Int("axis", 0), scope.ShapeOf(node.Output[0]).Length);

    private static long Length(NodeProto node, GradientScope scope, string input) => scope.ShapeOf(input)[Axis(node, scope)];
}
