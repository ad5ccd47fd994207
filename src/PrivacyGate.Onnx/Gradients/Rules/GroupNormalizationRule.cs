using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = scale (x - mean) / sqrt(variance + epsilon) + shift, with mean and variance of each record's group of channels.</summary>
internal sealed class GroupNormalizationRule : IGradientRule
{
    public string Operator => "GroupNormalization";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        scope.ShapeOf(node.At(1))[0] != scope.ShapeOf(node.At(0))[1] ? "has one scale for each group, as before version 21, and not for each channel" : null;

    public void Forward(NodeProto node, GradientScope scope)
    {
        var grouped = scope.Reshape(node.Input[0], 0, node.Int("num_groups", 1), -1);
        Standardisation.Forward(scope, node, grouped, [2], node.Float("epsilon", 1e-5f));
        scope.Add("Identity", [scope.ReshapeLike(Standardisation.Standardised(node), node.Input[0])], [Ungrouped(node)], []);
        ChannelAffine.Forward(scope, node, Ungrouped(node), scope.ShapeOf(node.Input[0]).Length);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = ChannelAffine.Backward(scope, node, Ungrouped(node), scope.ShapeOf(node.Input[0]).Length);
        if (scope.Needs(node.Input[0]))
        {
            var grouped = scope.Reshape(gradient, 0, node.Int("num_groups", 1), -1);
            scope.Accumulate(node.Input[0], scope.ReshapeLike(Standardisation.Backward(scope, node, grouped, [2]), node.Input[0]));
        }
    }

    private static string Ungrouped(NodeProto node) => $"privacygate/ungrouped/{node.Output[0]}";
}
