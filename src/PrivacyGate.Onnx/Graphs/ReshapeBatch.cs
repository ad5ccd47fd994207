using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>
/// Exporters that trace one batch write its size into the targets of Reshape. Where the target begins with that size,
/// 0 ("copy this axis from the input") says the same for every batch. Whether the first axis of the input really is the
/// batch cannot be read off the file, so the caller compares the answers of both models before it trusts the rewritten one.
/// </summary>
internal static class ReshapeBatch
{
    public static void Free(GraphProto graph, long batch)
    {
        var view = new GraphView(graph);
        foreach (var node in view.TopologicalOrder)
        {
            if (node.Is("Reshape") && node.Input.Count == 2 && node.Int("allowzero", 0) == 0
                && view.ConstantOf(node.Input[1]) is { } target && TensorValues.Integers(target) is { Length: > 1 } axes
                && axes[0] == batch)
            {
                node.Input[1] = AddTarget(graph, node, [0, .. axes[1..]]);
            }
        }
    }

    /// <summary>A target of its own for each node: another node may share the old one.</summary>
    private static string AddTarget(GraphProto graph, NodeProto node, long[] axes)
    {
        var name = $"privacygate/reshape/{node.Output[0]}";
        var target = new TensorProto { Name = name, DataType = ElementType.Int64, Dims = { axes.Length }, Int64Data = { axes } };
        graph.Initializer.Add(target);
        return name;
    }
}
