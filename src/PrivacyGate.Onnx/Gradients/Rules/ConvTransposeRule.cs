using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// y = what a convolution over y would have to see for its gradient to be x, plus b. So dx is that convolution of dy,
/// and dw its kernel's gradient with the sides exchanged.
/// </summary>
internal sealed class ConvTransposeRule : IGradientRule
{
    public string Operator => "ConvTranspose";

    public string? Refusal(NodeProto node, GradientScope scope) => SlidingWindow.Refusal(scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        (var x, var weights, var bias) = (node.At(0), node.At(1), node.At(2));
        (var read, var made) = (scope.ShapeOf(x), scope.ShapeOf(node.Output[0]));
        var window = SlidingWindow.OfTransposed(node, read, made, scope.ShapeOf(weights)[2..]);
        var groups = node.Int("group", 1);
        if (scope.Needs(x))
        {
            scope.Accumulate(x, DataGradient(scope, window, gradient, weights, groups));
        }

        if (scope.Needs(weights))
        {
            scope.Accumulate(weights, KernelGradient.Of(scope, window, new ConvolutionSides(gradient, x, made[1], read[1], groups)));
        }

        if (scope.Needs(bias))
        {
            scope.Accumulate(bias, ConvRule.BiasGradient(scope, gradient, window.Rank));
        }
    }

    private static string DataGradient(GradientScope scope, SlidingWindow window, string gradient, string weights, long groups)
    {
        // A stride may end short of an output that was padded; a convolution must not see a window more there.
        long[] unread = [.. window.Wide.Select((count, axis) => Math.Min(0, window.Reach(axis) - window.Begin[axis] - count))];
        var read = scope.Pad(gradient, 2 + window.Rank, 2, new long[window.Rank], unread);
        return scope.Emit(
            "Conv",
            [read, weights],
            [
                Attributes.Int("group", groups),
                Attributes.Ints("kernel_shape", window.Kernel),
                Attributes.Ints("strides", window.Strides),
                Attributes.Ints("dilations", window.Dilations),
                Attributes.Ints("pads", [.. window.Begin, .. window.Wide.Select((_, axis) => window.End(axis))]),
            ]);
    }
}
