using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Which values of a graph hold for all records, and which tensors of the file they come from.</summary>
internal sealed class ConstantRoots
{
    /// <summary>Operators that move numbers and change none. A weight behind them is still the one in the file.</summary>
    private static readonly HashSet<string> Moves =
        ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose", "Expand", "Slice", "Split", "Concat", "Gather", "Cast"];

    private readonly GraphView view;
    private readonly HashSet<string> constants = new(StringComparer.Ordinal);

    public ConstantRoots(GraphView view)
    {
        this.view = view;
        foreach (var node in view.TopologicalOrder)
        {
            // RandomNormal and the like read nothing either.
            if (Read(node).All(IsConstant) && !node.OpType.StartsWith("Random", StringComparison.Ordinal))
            {
                constants.UnionWith(node.Output);
            }
        }
    }

    /// <summary>Whether no input of the model takes part in a value.</summary>
    public bool IsConstant(string value) => constants.Contains(value) || view.InitializerOf(value) is not null;

    /// <summary>The tensors of the file a constant is put together from, by name; null when it is computed from them rather than moved.</summary>
    public IReadOnlyList<(string Name, TensorProto Tensor)>? Of(string value)
    {
        if (view.InitializerOf(value) is { } initializer)
        {
            return [(value, initializer)];
        }

        if (!constants.Contains(value) || view.ProducerOf(value) is not { } node)
        {
            return null;
        }

        if (node.Is("Constant"))
        {
            return node.Tensor("value") is { } tensor ? [(value, tensor)] : null;
        }

        if (!IsMove(node))
        {
            return null;
        }

        IReadOnlyList<(string, TensorProto)>?[] parts = [.. (node.Is("Gather") ? node.Input.Take(1) : Read(node)).Select(Of)];
        return parts.Contains(null) ? null : [.. parts.SelectMany(static part => part!)];
    }

    /// <summary>What the numbers come from: the axes of Reshape and Expand may follow the batch, the rows Gather looks up may not.</summary>
    private static IEnumerable<string> Read(NodeProto node) =>
        IsMove(node) && !node.Is("Concat") && !node.Is("Gather") ? node.Input.Take(1) : TopologicalOrder.Uses(node);

    public static bool IsMove(NodeProto node) => Moves.Contains(node.OpType) && node.Is(node.OpType);

    /// <summary>The node that made a value's numbers, before they were moved.</summary>
    public NodeProto? Maker(string value)
    {
        var node = view.ProducerOf(value);
        while (node is not null && IsMove(node) && !node.Is("Concat") && !node.Is("Gather"))
        {
            node = view.ProducerOf(node.At(0));
        }

        return node;
    }
}
