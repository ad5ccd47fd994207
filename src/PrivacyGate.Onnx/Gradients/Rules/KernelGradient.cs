using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <param name="Wide">What the window slides over, [batch, channels, axes]: a convolution's input.</param>
/// <param name="Narrow">The gradient at its positions, [batch, units, positions].</param>
/// <param name="Channels">Of the wide side.</param>
/// <param name="Units">Of the narrow side.</param>
/// <param name="Groups">Both sides fall into as many parts that do not meet.</param>
internal sealed record ConvolutionSides(string Wide, string Narrow, long Channels, long Units, long Groups);

/// <summary>
/// The gradient of a convolution's kernel, [units, channels / groups, taps]: for each tap the product of the narrow side
/// with what that tap saw. A convolution over exchanged batch and channels says it in one node, and takes 2 to 4 times
/// as long; which of the three forms is fastest depends on the channels (docs/decisions/0008-gradients-of-images.md).
/// </summary>
internal static class KernelGradient
{
    // Where the measured times cross.
    private const int FewChannels = 4;
    private const int ManyChannels = 16;

    public static string Of(GradientScope scope, SlidingWindow window, ConvolutionSides sides)
    {
        var kernel = sides.Groups > 1 || sides.Channels < FewChannels ? ByRecord(scope, window, sides)
            : sides.Channels < ManyChannels ? ByRow(scope, window, sides)
            : ByTap(scope, window, sides);
        return scope.Reshape(kernel, [sides.Units, sides.Channels / sides.Groups, .. window.Kernel]);
    }

    /// <summary>One product for each record: all taps stacked, by the narrow side. Needs no transposed copies, and knows groups.</summary>
    private static string ByRecord(GradientScope scope, SlidingWindow window, ConvolutionSides sides)
    {
        (var channels, var units) = (sides.Channels / sides.Groups, sides.Units / sides.Groups);
        var positions = window.Narrow.Aggregate(1L, static (product, count) => product * count);
        var padded = scope.Padded(window, sides.Wide, 2 + window.Rank, 2);
        string[] seen = [.. window.Taps.Select(tap => scope.Reshape(scope.AtTap(window, padded, tap, 0, 2), -1, sides.Groups, channels, positions))];
        var narrow = scope.Transpose(scope.Reshape(sides.Narrow, -1, sides.Groups, units, positions), 0, 1, 3, 2);
        var products = scope.Emit("MatMul", scope.Joined(seen, 2), narrow);
        var summed = scope.ReduceSum(products, [0], keepAxes: false);
        return scope.Transpose(scope.Reshape(summed, sides.Groups, seen.Length, channels, units), 0, 3, 2, 1);
    }

    /// <summary>One product for each row of taps, with the batch as the last axis, so that whole rows are copied at once.</summary>
    private static string ByRow(GradientScope scope, SlidingWindow window, ConvolutionSides sides)
    {
        var last = window.Rank - 1;
        long[] order = [1, .. Enumerable.Range(2, window.Rank).Select(static axis => (long)axis), 0];
        var narrow = scope.Reshape(scope.Transpose(sides.Narrow, order), sides.Units, -1);
        var padded = scope.Padded(window, scope.Transpose(sides.Wide, order), 2 + window.Rank, 1);
        var rows = scope.Joined([.. SlidingWindow.Positions([window.Kernel[last]]).Select(tap => scope.AtTap(window, padded, tap, last, 1 + last))], 0);
        var width = window.Kernel[last];
        string[] products =
        [
            .. SlidingWindow.Positions(window.Kernel[..last]).Select(tap =>
            {
                var seen = scope.Reshape(scope.AtTap(window, rows, tap, 0, 1), width * sides.Channels, -1);
                return scope.Reshape(GemmRule.Product(scope, seen, false, narrow, true), 1, width, sides.Channels, sides.Units);
            }),
        ];
        return scope.Transpose(scope.Joined(products, 0), 3, 2, 0, 1);
    }

    /// <summary>One product for each tap, with the channels as the last axis: the products take nearly all of the time.</summary>
    private static string ByTap(GradientScope scope, SlidingWindow window, ConvolutionSides sides)
    {
        long[] axes = [.. Enumerable.Range(2, window.Rank).Select(static axis => (long)axis)];
        var narrow = scope.Reshape(scope.Transpose(sides.Narrow, [1, 0, .. axes]), sides.Units, -1);
        var padded = scope.Padded(window, scope.Transpose(sides.Wide, [0, .. axes, 1]), 2 + window.Rank, 1);
        string[] products =
        [
            .. window.Taps.Select(tap =>
            {
                var seen = scope.Reshape(scope.AtTap(window, padded, tap, 0, 1), -1, sides.Channels);
                return scope.Reshape(GemmRule.Product(scope, narrow, false, seen, false), sides.Units, sides.Channels, 1);
            }),
        ];
        return scope.Joined(products, 2);
    }

    private static string Joined(this GradientScope scope, string[] values, int axis) =>
        values.Length == 1 ? values[0] : scope.Emit("Concat", values, [Attributes.Int("axis", axis)]);
}
