using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// y = w slid over x, plus b. dx is a transposed convolution of dy with the same w, dw the product of what each tap of
/// the window saw with dy, db the sum of dy.
/// </summary>
internal sealed class ConvRule : IGradientRule
{
    public string Operator => "Conv";

    public string? Refusal(NodeProto node, GradientScope scope) => SlidingWindow.Refusal(scope.ShapeOf(node.At(0)), scope.ShapeOf(node.Output[0]));

    public void Backward(NodeProto node, GradientScope scope)
    {
        var gradient = scope.GradientOf(node.Output[0])!;
        (var x, var weights, var bias) = (node.At(0), node.At(1), node.At(2));
        var kernel = scope.ShapeOf(weights)[2..];
        var window = SlidingWindow.Of(node, scope.ShapeOf(x), scope.ShapeOf(node.Output[0]), kernel);
        var groups = node.Int("group", 1);
        if (scope.Needs(x))
        {
            scope.Accumulate(x, DataGradient(scope, window, gradient, weights, groups));
        }

        if (scope.Needs(weights))
        {
            scope.Accumulate(weights, KernelGradient.Of(scope, window, new ConvolutionSides(x, gradient, scope.ShapeOf(x)[1], scope.ShapeOf(weights)[0], groups)));
        }

        if (scope.Needs(bias))
        {
            scope.Accumulate(bias, BiasGradient(scope, gradient, window.Rank));
        }
    }

    internal static string BiasGradient(GradientScope scope, string gradient, int rank) =>
        scope.ReduceSum(gradient, [0, .. Enumerable.Range(2, rank).Select(static axis => (long)axis)], keepAxes: false);

    /// <summary>Spreads what windows made over what they saw.</summary>
    internal static string DataGradient(GradientScope scope, SlidingWindow window, string gradient, string weights, long groups)
    {
        // Windows may stop short of the end of x; what lies behind them has no gradient.
        long[] unread = [.. window.Wide.Select((count, axis) => Math.Max(0, count + window.Begin[axis] - window.Reach(axis)))];
        long[] end = [.. window.Wide.Select((_, axis) => window.End(axis))];
        return scope.Emit(
            "ConvTranspose",
            [gradient, weights],
            [
                Attributes.Int("group", groups),
                Attributes.Ints("kernel_shape", window.Kernel),
                Attributes.Ints("strides", window.Strides),
                Attributes.Ints("dilations", window.Dilations),
                Attributes.Ints("pads", [.. window.Begin, .. end]),
                Attributes.Ints("output_padding", unread),
            ]);
    }
}
