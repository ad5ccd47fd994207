using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Short lists of numbers that stand in a graph: constants, and what moves, joins, adds and multiplies make of them.</summary>
/// <param name="initializers">Of the graph.</param>
/// <param name="nodes">Of the graph.</param>
/// <param name="outer">Of the graph around it, or null.</param>
internal sealed class ConstantNumbers(IEnumerable<TensorProto> initializers, IEnumerable<NodeProto> nodes, ConstantNumbers? outer)
{
    /// <summary>Shapes are short; longer lists are data.</summary>
    private const int Longest = 64;

    /// <summary>Chains longer than this are no shape anybody exports, and would cost stack.</summary>
    private const int Deepest = 32;

    private readonly Dictionary<string, TensorProto> tensors = ByName(initializers);
    private readonly Dictionary<string, NodeProto> makers = ByOutput(nodes);

    /// <summary>The numbers of a value, or null when they are not known or too many.</summary>
    public double[]? Of(string value) => Of(value, 0);

    /// <summary>The constant tensor that a value is, however large; null when it is computed.</summary>
    public TensorProto? TensorOf(string value) =>
        tensors.TryGetValue(value, out var tensor) ? tensor
        : makers.TryGetValue(value, out var node) ? (node.Is("Constant") ? node.Tensor("value") : null)
        : outer?.TensorOf(value);

    private double[]? Of(string value, int depth) =>
        depth > Deepest ? null
        : tensors.TryGetValue(value, out var tensor) ? Numbers(tensor)
        : makers.TryGetValue(value, out var node) ? Made(node, depth + 1)
        : outer?.Of(value, depth + 1);

    private double[]? Made(NodeProto node, int depth)
    {
        double[]? Input(int at) => Of(node.At(at), depth);

        return node.Domain is not ("" or "ai.onnx") ? null : node.OpType switch
        {
            "Constant" => Stated(node),
            "Identity" or "Cast" or "Squeeze" or "Unsqueeze" or "Reshape" or "Flatten" => Input(0),
            "Concat" => Joined([.. node.Input.Select((_, i) => Input(i))]),
            "Add" => Paired(Input(0), Input(1), static (a, b) => a + b),
            "Sub" => Paired(Input(0), Input(1), static (a, b) => a - b),
            "Mul" => Paired(Input(0), Input(1), static (a, b) => a * b),
            "Pow" => Paired(Input(0), Input(1), Math.Pow),
            _ => null,
        };
    }

    private static double[]? Stated(NodeProto node) =>
        node.Tensor("value") is { } tensor ? Numbers(tensor)
        : node.Attribute("value_int") is { } whole ? [whole.I]
        : node.Attribute("value_float") is { } real ? [real.F]
        : node.Attribute("value_ints") is { Ints.Count: <= Longest } list ? [.. list.Ints]
        : null;

    private static double[]? Numbers(TensorProto tensor) =>
        tensor.Dims.Aggregate(1.0, static (product, axis) => product * axis) > Longest ? null
        : TensorValues.Integers(tensor) is { } whole ? [.. whole]
        : TensorValues.Reals(tensor);

    private static double[]? Joined(double[]?[] parts) =>
        parts.All(static part => part is not null) && parts.Sum(static part => part!.Length) <= Longest ? [.. parts.SelectMany(static part => part!)] : null;

    private static double[]? Paired(double[]? first, double[]? second, Func<double, double, double> operation) =>
        first is null || second is null || (first.Length != second.Length && first.Length != 1 && second.Length != 1) ? null
        : [.. Enumerable.Range(0, Math.Max(first.Length, second.Length)).Select(i => operation(first[i % first.Length], second[i % second.Length]))];

    private static Dictionary<string, TensorProto> ByName(IEnumerable<TensorProto> initializers)
    {
        Dictionary<string, TensorProto> found = new(StringComparer.Ordinal);
        foreach (var tensor in initializers)
        {
            found[tensor.Name] = tensor;
        }

        return found;
    }

    private static Dictionary<string, NodeProto> ByOutput(IEnumerable<NodeProto> nodes)
    {
        Dictionary<string, NodeProto> found = new(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var output in node.Output)
            {
                found[output] = node;
            }
        }

        return found;
    }
}
