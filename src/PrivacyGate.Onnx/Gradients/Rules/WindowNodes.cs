using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>What rules of sliding windows add to the step graph.</summary>
internal static class WindowNodes
{
    /// <summary>The input with all that windows reach, in any order of axes.</summary>
    /// <param name="scope">The step graph.</param>
    /// <param name="window">The window.</param>
    /// <param name="value">The input.</param>
    /// <param name="rank">All its axes.</param>
    /// <param name="first">The first of the window's axes among them; the others follow.</param>
    public static string Padded(this GradientScope scope, SlidingWindow window, string value, int rank, int first) =>
        scope.Pad(value, rank, first, window.Begin, [.. Enumerable.Range(0, window.Rank).Select(window.End)]);

    /// <summary>Pads, or cuts where a number is negative, the axes from <paramref name="first"/> on.</summary>
    public static string Pad(this GradientScope scope, string value, int rank, int first, long[] before, long[] after)
    {
        if (before.Concat(after).All(static count => count == 0))
        {
            return value;
        }

        var pads = new long[2 * rank];
        before.CopyTo(pads, first);
        after.CopyTo(pads, rank + first);
        return scope.Emit("Pad", value, scope.Integers(pads));
    }

    /// <summary>Of a padded input, the value that one tap reads at every position, along some of the window's axes.</summary>
    /// <param name="scope">The step graph.</param>
    /// <param name="window">The window.</param>
    /// <param name="value">The padded input.</param>
    /// <param name="tap">The tap along each of these axes.</param>
    /// <param name="from">The first of the window's axes that is meant.</param>
    /// <param name="first">Where that axis is among those of the value.</param>
    public static string AtTap(this GradientScope scope, SlidingWindow window, string value, long[] tap, int from, int first)
    {
        long[] starts = [.. tap.Select((at, axis) => at * window.Dilations[from + axis])];
        long[] ends = [.. starts.Select((start, axis) => start + ((window.Narrow[from + axis] - 1) * window.Strides[from + axis]) + 1)];
        long[] axes = [.. tap.Select((_, axis) => (long)(first + axis))];
        long[] steps = [.. tap.Select((_, axis) => window.Strides[from + axis])];
        return tap.Length == 0 ? value
            : scope.Emit("Slice", value, scope.Integers(starts), scope.Integers(ends), scope.Integers(axes), scope.Integers(steps));
    }

    /// <summary>Values of windows that tile, repeated over every tap: as large as <see cref="Covered"/>.</summary>
    public static string Tiled(this GradientScope scope, SlidingWindow window, string value)
    {
        float[] factors = [1, 1, .. window.Kernel.Select(static count => (float)count)];
        return scope.Emit(
            "Resize",
            [value, "", scope.Constant(Tensors.Of(factors, factors.Length))],
            [Attributes.Text("mode", "nearest"), Attributes.Text("coordinate_transformation_mode", "asymmetric"), Attributes.Text("nearest_mode", "floor")]);
    }

    /// <summary>The part of an input that windows which tile reach.</summary>
    public static string Covered(this GradientScope scope, SlidingWindow window, string value)
    {
        long[] axes = [.. Enumerable.Range(2, window.Rank).Select(static axis => (long)axis)];
        return Beyond(window).All(static count => count == 0) ? value
            : scope.Emit("Slice", value, scope.Integers(new long[window.Rank]), scope.Integers(Reached(window)), scope.Integers(axes));
    }

    /// <summary>The reverse of <see cref="Covered"/>: zeros where no window reaches.</summary>
    public static string Uncovered(this GradientScope scope, SlidingWindow window, string value) =>
        scope.Pad(value, 2 + window.Rank, 2, new long[window.Rank], Beyond(window));

    private static long[] Reached(SlidingWindow window) => [.. window.Narrow.Zip(window.Kernel, static (count, taps) => count * taps)];

    private static long[] Beyond(SlidingWindow window) => [.. window.Wide.Zip(Reached(window), static (count, covered) => count - covered)];
}
