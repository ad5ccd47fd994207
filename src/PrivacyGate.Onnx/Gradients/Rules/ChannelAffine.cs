using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>The second half of batch, instance and group normalisation: y = scale z + shift, one number of each for a channel.</summary>
internal static class ChannelAffine
{
    public static void Forward(GradientScope scope, NodeProto node, string z, int rank)
    {
        var scaled = scope.Emit("Mul", z, Standardisation.PerChannel(scope, node.Input[1], rank));
        scope.Add("Add", [scaled, Standardisation.PerChannel(scope, node.Input[2], rank)], [node.Output[0]], []);
    }

    /// <summary>Adds the gradients of scale and shift and returns that of z.</summary>
    public static string Backward(GradientScope scope, NodeProto node, string z, int rank)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        long[] others = [0, .. Standardisation.Axes(2, rank)];
        if (scope.Needs(node.Input[1]))
        {
            scope.Accumulate(node.Input[1], scope.ReduceSum(scope.Emit("Mul", gradient, z), others, keepAxes: false));
        }

        if (scope.Needs(node.Input[2]))
        {
            scope.Accumulate(node.Input[2], scope.ReduceSum(gradient, others, keepAxes: false));
        }

        return scope.Emit("Mul", gradient, Standardisation.PerChannel(scope, node.Input[1], rank));
    }
}
