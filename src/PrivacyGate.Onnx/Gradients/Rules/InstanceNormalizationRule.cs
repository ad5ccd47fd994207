using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = scale (x - mean) / sqrt(variance + epsilon) + shift, with mean and variance of each record's channel.</summary>
internal sealed class InstanceNormalizationRule : IGradientRule
{
    public string Operator => "InstanceNormalization";

    public string? Refusal(NodeProto node, GradientScope scope) => null;

    public void Forward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        Standardisation.Forward(scope, node, node.Input[0], Standardisation.Axes(2, rank), node.Float("epsilon", 1e-5f));
        ChannelAffine.Forward(scope, node, Standardisation.Standardised(node), rank);
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        var gradient = ChannelAffine.Backward(scope, node, Standardisation.Standardised(node), rank);
        if (scope.Needs(node.Input[0]))
        {
            scope.Accumulate(node.Input[0], Standardisation.Backward(scope, node, gradient, Standardisation.Axes(2, rank)));
        }
    }
}
