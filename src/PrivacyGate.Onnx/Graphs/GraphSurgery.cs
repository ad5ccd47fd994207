using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Changed copies of a model; the original is never touched. Tensor bytes are shared, so a copy is cheap.</summary>
internal static class GraphSurgery
{
    /// <summary>
    /// The part of the model that makes <paramref name="outputs"/>, which become its only outputs, in this order.
    /// Nodes and initializers nothing needs any more are left out, inputs stay.
    /// </summary>
    public static ModelProto Cut(ModelProto model, IEnumerable<string> outputs, IEnumerable<NodeProto>? added = null)
    {
        var copy = model.Clone();
        var graph = copy.Graph;
        AddNodes(copy, added ?? []);
        var known = KnownValues(graph);
        graph.Output.Clear();
        graph.Output.Add(outputs.Select(name => known.GetValueOrDefault(name) ?? new ValueInfoProto { Name = name }));
        DropUnused(graph);
        return copy;
    }

    /// <summary>The model without the inputs that no node and no output needs: a run need not feed them.</summary>
    /// <param name="model">A copy, which is changed.</param>
    public static ModelProto DropUnusedInputs(ModelProto model)
    {
        var graph = model.Graph;
        HashSet<string> needed = [.. graph.Node.SelectMany(TopologicalOrder.Uses), .. graph.Output.Select(static output => output.Name)];
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => needed.Contains(input.Name))];
        graph.Input.Clear();
        graph.Input.Add(inputs);
        return model;
    }

    /// <summary>
    /// The model with the first axis of the named inputs left open. Shapes that were computed for the fixed batch are
    /// dropped (the runtime infers them again), and Reshape targets that begin with the batch copy it from their input.
    /// </summary>
    public static ModelProto FreeBatch(ModelProto model, IReadOnlyCollection<string> inputs, long batch)
    {
        var copy = model.Clone();
        var graph = copy.Graph;
        ReshapeBatch.Free(graph, batch);
        graph.ValueInfo.Clear();
        foreach (var input in graph.Input.Where(input => inputs.Contains(input.Name)))
        {
            input.Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "batch" };
        }

        foreach (var output in graph.Output)
        {
            output.Type = null;
        }

        return copy;
    }

    /// <summary>A value name nothing in the graph uses yet.</summary>
    public static string FreeName(GraphView view, string wish)
    {
        var name = wish;
        for (var i = 2; view.Knows(name); i++)
        {
            name = FormattableString.Invariant($"{wish}{i}");
        }

        return name;
    }

    public static byte[] Bytes(ModelProto model) => model.ToByteArray();

    /// <summary>Version of the standard operators to import where a model made of other operators imports none.</summary>
    public const long FallbackOpset = 13;

    /// <summary>The version of the standard operators a model imports.</summary>
    public static long Opset(ModelProto model) =>
        model.OpsetImport.Where(static set => set.Domain is "" or "ai.onnx").Select(static set => set.Version).DefaultIfEmpty(FallbackOpset).Max();

    private static void AddNodes(ModelProto model, IEnumerable<NodeProto> nodes)
    {
        NodeProto[] added = [.. nodes.Distinct()];
        model.Graph.Node.Add(added);
        if (added.Any(static node => node.Domain.Length == 0) && !model.OpsetImport.Any(static set => set.Domain is "" or "ai.onnx"))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = FallbackOpset });
        }
    }

    private static Dictionary<string, ValueInfoProto> KnownValues(GraphProto graph)
    {
        var known = new Dictionary<string, ValueInfoProto>(StringComparer.Ordinal);
        foreach (var value in graph.ValueInfo.Concat(graph.Output))
        {
            known[value.Name] = value;
        }

        return known;
    }

    private static void DropUnused(GraphProto graph)
    {
        var needed = new HashSet<string>(graph.Output.Select(output => output.Name), StringComparer.Ordinal);
        List<NodeProto> kept = [];
        foreach (var node in TopologicalOrder.Of(graph).Nodes.Reverse())
        {
            if (node.Output.Any(needed.Contains))
            {
                needed.UnionWith(TopologicalOrder.Uses(node));
                kept.Add(node);
            }
        }

        kept.Reverse();
        graph.Node.Clear();
        graph.Node.Add(kept);
        TensorProto[] initializers = [.. graph.Initializer.Where(tensor => needed.Contains(tensor.Name))];
        graph.Initializer.Clear();
        graph.Initializer.Add(initializers);
        var made = new HashSet<string>(kept.SelectMany(node => node.Output), StringComparer.Ordinal);
        ValueInfoProto[] infos = [.. graph.ValueInfo.Where(value => made.Contains(value.Name))];
        graph.ValueInfo.Clear();
        graph.ValueInfo.Add(infos);
    }
}
