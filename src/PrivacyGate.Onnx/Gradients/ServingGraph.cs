using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Turns trained tensors of a model into inputs, so that one session answers for any number of shadows.</summary>
internal static class ServingGraph
{
    /// <param name="model">The target's graph; not touched.</param>
    /// <param name="names">Initializers, and outputs of Constant nodes, that are to be inputs.</param>
    public static ModelProto Of(ModelProto model, IEnumerable<(string Name, int ElementType, IEnumerable<long> Shape)> names)
    {
        var copy = model.Clone();
        var graph = copy.Graph;
        foreach ((var name, var elementType, var shape) in names)
        {
            Remove(graph, name);
            graph.Input.Add(ValueInfo.Tensor(name, elementType, shape));
        }

        graph.ValueInfo.Clear();
        return copy;
    }

    /// <summary>Takes away what made a value: its initializer, its Constant node, its place among the inputs.</summary>
    public static void Remove(GraphProto graph, string name)
    {
        RemoveWhere(graph.Initializer, tensor => tensor.Name == name);
        RemoveWhere(graph.Node, node => node.Is("Constant") && node.Output[0] == name);
        RemoveWhere(graph.Input, input => input.Name == name);
    }

    private static void RemoveWhere<T>(Google.Protobuf.Collections.RepeatedField<T> field, Func<T, bool> unwanted)
    {
        T[] kept = [.. field.Where(item => !unwanted(item))];
        if (kept.Length < field.Count)
        {
            field.Clear();
            field.Add(kept);
        }
    }
}
