using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Rules;

/// <summary>
/// How a window slides over the axes of an image: at the output position o its tap t reads the input at
/// o * stride + t * dilation - begin. What a convolution or pooling reads and a transposed convolution writes.
/// </summary>
/// <param name="Wide">Axes slid over, without batch and channels.</param>
/// <param name="Narrow">Window positions along them.</param>
/// <param name="Kernel">Taps along them.</param>
/// <param name="Strides">Distance of two positions.</param>
/// <param name="Dilations">Distance of two taps.</param>
/// <param name="Begin">Padding in front.</param>
internal sealed record SlidingWindow(long[] Wide, long[] Narrow, long[] Kernel, long[] Strides, long[] Dilations, long[] Begin)
{
    public int Rank => Wide.Length;

    /// <summary>Every tap by its position in the kernel, the last axis fastest.</summary>
    public IEnumerable<long[]> Taps => Positions(Kernel);

    /// <summary>Windows neither overlap nor leave gaps nor reach outside: every input value is in at most one.</summary>
    public bool Tiles => Axes.All(axis => Kernel[axis] == Strides[axis] && Dilations[axis] == 1 && Begin[axis] == 0 && Narrow[axis] * Kernel[axis] <= Wide[axis]);

    private IEnumerable<int> Axes => Enumerable.Range(0, Rank);

    /// <summary>The window of a Conv, MaxPool or AveragePool.</summary>
    /// <param name="node">Its attributes.</param>
    /// <param name="input">Axes of its input.</param>
    /// <param name="output">Axes of its output.</param>
    /// <param name="kernel">Taps along each image axis.</param>
    public static SlidingWindow Of(NodeProto node, long[] input, long[] output, long[] kernel)
    {
        var window = Plain(node, input[2..], output[2..], kernel);
        return window with { Begin = window.BeginOf(node, [.. window.Axes.Select(axis => window.Reach(axis) - window.Wide[axis])]) };
    }

    /// <summary>The window of the convolution that a ConvTranspose reverses: it slides over the output.</summary>
    /// <inheritdoc cref="Of"/>
    public static SlidingWindow OfTransposed(NodeProto node, long[] input, long[] output, long[] kernel)
    {
        var window = Plain(node, output[2..], input[2..], kernel);
        var added = node.Ints("output_padding");
        long[] excess = [.. window.Axes.Select(axis => window.Reach(axis) + (added.Count > 0 ? added[axis] : 0) - window.Wide[axis])];
        return node.Ints("output_shape").Count > 0 && node.Text("auto_pad", "NOTSET") != "SAME_UPPER"
            ? window with { Begin = [.. excess.Select(static cut => Math.Max(cut, 0) - (Math.Max(cut, 0) / 2))] }
            : window with { Begin = window.BeginOf(node, excess) };
    }

    /// <summary>Why nothing can be told of the window, or null.</summary>
    public static string? Refusal(long[] input, long[] output) =>
        input.Length < 3 || input[2..].Concat(output[2..]).Any(static axis => axis < 0) ? "slides a window over an axis that grows with the batch" : null;

    /// <summary>The same for a pool. Where it rounds up to a last window that would see padding only, ONNX Runtime's kernels drop that window and its shape inference counts it, so nothing can be computed with the result.</summary>
    public static string? PoolRefusal(NodeProto node, long[] input, long[] output)
    {
        if (Refusal(input, output) is { } refusal)
        {
            return refusal;
        }

        var window = Of(node, input, output, [.. node.Ints("kernel_shape")]);
        return node.Int("ceil_mode", 0) != 0 && window.Axes.Any(axis => window.Narrow[axis] * window.Strides[axis] < window.LastStart(node, axis) + window.Strides[axis])
            ? "rounds up to a window that sees padding only" : null;
    }

    /// <summary>From the first value read to behind the last one, padding included.</summary>
    public long Reach(int axis) => ((Narrow[axis] - 1) * Strides[axis]) + ((Kernel[axis] - 1) * Dilations[axis]) + 1;

    /// <summary>Padding behind, as far as windows reach.</summary>
    public long End(int axis) => Math.Max(0, Reach(axis) - Begin[axis] - Wide[axis]);

    public static IEnumerable<long[]> Positions(long[] counts)
    {
        var total = counts.Aggregate(1L, static (product, count) => product * count);
        for (long number = 0; number < total; number++)
        {
            var position = new long[counts.Length];
            var rest = number;
            for (var axis = counts.Length - 1; axis >= 0; axis--)
            {
                (rest, position[axis]) = Math.DivRem(rest, counts[axis]);
            }

            yield return position;
        }
    }

    private static SlidingWindow Plain(NodeProto node, long[] wide, long[] narrow, long[] kernel) =>
        new(wide, narrow, kernel, Each(node, "strides", wide.Length), Each(node, "dilations", wide.Length), new long[wide.Length]);

    private static long[] Each(NodeProto node, string attribute, int rank) =>
        node.Ints(attribute) is { Count: > 0 } given ? [.. given] : [.. Enumerable.Repeat(1L, rank)];

    /// <summary>Where the last window starts when its number is rounded up.</summary>
    private long LastStart(NodeProto node, int axis)
    {
        var pads = node.Ints("pads");
        var room = Wide[axis] + (pads.Count > 0 ? pads[axis] + pads[Rank + axis] : 0) - ((Kernel[axis] - 1) * Dilations[axis]) - 1;
        return (room + Strides[axis] - 1) / Strides[axis] * Strides[axis];
    }

    private long[] BeginOf(NodeProto node, long[] excess) => node.Text("auto_pad", "NOTSET") switch
    {
        "SAME_UPPER" => [.. excess.Select(static pad => Math.Max(pad, 0) / 2)],
        "SAME_LOWER" => [.. excess.Select(static pad => (Math.Max(pad, 0) + 1) / 2)],
        "VALID" => new long[Rank],
        _ => node.Ints("pads") is { Count: > 0 } pads ? [.. pads.Take(Rank)] : new long[Rank],
    };
}
