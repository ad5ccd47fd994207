using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>
/// Refuses nodes that make a tensor larger than the limit out of numbers in the file: a model of 1 KB could make the
/// runtime allocate any amount. The size is a lower bound, so nothing is refused that would have been smaller.
/// </summary>
internal static class ClaimedTensors
{
    private const double Megabyte = 1 << 20;

    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model.</param>
    /// <param name="limits">What it is held against.</param>
    /// <exception cref="InputException">PG0312.</exception>
    public static void Check(string path, ModelProto model, ModelLimits limits)
    {
        Check(path, model.Graph.Node, new ConstantNumbers(model.Graph.Initializer, model.Graph.Node, null), limits);
        foreach (var function in model.Functions)
        {
            Check(path, function.Node, new ConstantNumbers([], function.Node, null), limits);
        }
    }

    private static void Check(string path, IEnumerable<NodeProto> nodes, ConstantNumbers numbers, ModelLimits limits)
    {
        foreach (var node in nodes)
        {
            if (BytesOf(node, numbers) / Megabyte is var megabytes && megabytes > limits.Megabytes)
            {
                throw Refusal.Of(
                    DiagnosticIds.TooMuchMemory,
                    path,
                    FormattableString.Invariant($"{Refusal.Describe(node)} makes a tensor of at least {megabytes:0} MB, more than the limit of {limits.Megabytes} MB. Export the model without it; if it is sound, raise 'limits.memory' in the spec."));
            }

            foreach (var body in GraphWalk.Subgraphs(node))
            {
                Check(path, body.Node, new ConstantNumbers(body.Initializer, body.Node, numbers), limits);
            }
        }
    }

    /// <summary>The least that a node's output takes; 0 when nothing in the file tells.</summary>
    private static double BytesOf(NodeProto node, ConstantNumbers numbers) => node.Domain is not ("" or "ai.onnx") ? 0 : node.OpType switch
    {
        "ConstantOfShape" => Product(numbers.Of(node.At(0))) * Width(node.Tensor("value"), sizeof(float)),
        "RandomNormal" or "RandomUniform" => Product([.. node.Ints("shape")]) * sizeof(short),
        "Range" => Steps(numbers.Of(node.At(0)), numbers.Of(node.At(1)), numbers.Of(node.At(2))) * Width(numbers.TensorOf(node.At(0)), sizeof(short)),
        "Expand" => Product(numbers.Of(node.At(1))) * Width(numbers.TensorOf(node.At(0)), 1),
        "Tile" => Product(numbers.Of(node.At(1))) * Values(numbers.TensorOf(node.At(0))) * Width(numbers.TensorOf(node.At(0)), 1),
        "Upsample" => Product(numbers.Of(node.At(1)) ?? [.. node.Floats("scales").Select(static scale => (double)scale)]),
        "Resize" => Math.Max(Product(numbers.Of(node.At(2))), Product(numbers.Of(node.At(3)))),
        "Pad" => Padding(numbers.Of(node.At(1)) ?? [.. node.Ints("pads")]),
        "OneHot" => Product(numbers.Of(node.At(1))),
        _ => 0,
    };

    /// <summary>Of axes; one of 0 or less is of a size that only the run shows, and counts as 1.</summary>
    private static double Product(double[]? axes) =>
        axes is not { Length: > 0 } ? 0 : axes.Contains(0) ? 0 : axes.Aggregate(1.0, static (product, axis) => product * Math.Max(1, axis));

    private static double Steps(double[]? start, double[]? limit, double[]? delta) =>
        start is [var from] && limit is [var to] && delta is [var by] && by != 0 ? Math.Max(0, (to - from) / by) : 0;

    /// <summary>Rows put before and after each axis, times each other: what they surround only adds to that.</summary>
    private static double Padding(double[] pads) =>
        Product([.. Enumerable.Range(0, pads.Length / 2).Select(axis => Math.Max(1, pads[axis] + pads[axis + (pads.Length / 2)]))]);

    private static double Values(TensorProto? tensor) => tensor is null ? 1 : tensor.Dims.Aggregate(1.0, static (product, axis) => product * axis);

    private static double Width(TensorProto? tensor, int otherwise) => tensor is null ? otherwise : (double)ElementType.Bytes(tensor.DataType, 8) / 8;
}
