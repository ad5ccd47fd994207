using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>y = scale (x - mean) / sqrt(variance + epsilon) + shift, with mean and variance over all axes from <c>axis</c> on.</summary>
internal sealed class LayerNormalizationRule : IGradientRule
{
    public string Operator => "LayerNormalization";

    public string? Refusal(NodeProto node, GradientScope scope) =>
        node.Output.Skip(1).Any(static name => name.Length > 0) ? "hands on its mean or deviation" : null;

    public void Forward(NodeProto node, GradientScope scope)
    {
        Standardisation.Forward(scope, node, node.Input[0], Axes(node, scope), node.Float("epsilon", 1e-5f));
        var shifted = node.At(2).Length > 0;
        var scaled = shifted ? scope.Fresh("scaled") : node.Output[0];
        scope.Add("Mul", [Standardisation.Standardised(node), node.Input[1]], [scaled], []);
        if (shifted)
        {
            scope.Add("Add", [scaled, node.Input[2]], [node.Output[0]], []);
        }
    }

    public void Backward(NodeProto node, GradientScope scope)
    {
        (var x, var scale, var shift) = (node.At(0), node.At(1), node.At(2));
        (var gradient, var shape) = (scope.GradientOf(node.Output[0])!, scope.ShapeOf(node.Output[0]));
        if (scope.Needs(shift))
        {
            scope.Accumulate(shift, scope.Unbroadcast(gradient, shape, shift));
        }

        if (scope.Needs(scale))
        {
            scope.Accumulate(scale, scope.Unbroadcast(scope.Emit("Mul", gradient, Standardisation.Standardised(node)), shape, scale));
        }

        if (scope.Needs(x))
        {
            scope.Accumulate(x, Standardisation.Backward(scope, node, scope.Emit("Mul", gradient, scale), Axes(node, scope)));
        }
    }

    private static long[] Axes(NodeProto node, GradientScope scope)
    {
        var rank = scope.ShapeOf(node.At(0)).Length;
        return Standardisation.Axes((int)GradientNodes.FromFront(node.Int("axis", -1), rank), rank);
    }
}
