using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>A graph seen by its values: who makes each, who uses it, what shape it has. A snapshot; the graph must not change under it.</summary>
internal sealed class GraphView
{
    private readonly Dictionary<string, NodeProto> producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NodeProto>> consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeProto> types = new(StringComparer.Ordinal);

    public GraphView(GraphProto graph)
    {
        Graph = graph;
        TopologicalOrder = Graphs.TopologicalOrder.Of(graph).Nodes;
        foreach (var node in graph.Node)
        {
            foreach (var name in node.Output.Where(static name => name.Length > 0))
            {
                producers[name] = node;
            }

            foreach (var name in Graphs.TopologicalOrder.Uses(node))
            {
                (consumers.TryGetValue(name, out var list) ? list : consumers[name] = []).Add(node);
            }
        }

        foreach (var tensor in graph.Initializer)
        {
            initializers[tensor.Name] = tensor;
        }

        foreach (var value in graph.ValueInfo.Concat(graph.Output).Concat(graph.Input).Where(value => value.Type is not null))
        {
            types[value.Name] = value.Type;
        }
    }

    public GraphProto Graph { get; }

    public IReadOnlyList<NodeProto> TopologicalOrder { get; }

    /// <summary>Graph inputs a caller must feed: those no initializer stands in for.</summary>
    public IEnumerable<ValueInfoProto> FedInputs => Graph.Input.Where(input => !initializers.ContainsKey(input.Name));

    /// <summary>True when some value of the graph bears this name.</summary>
    public bool Knows(string value) =>
        producers.ContainsKey(value) || initializers.ContainsKey(value) || consumers.ContainsKey(value) || types.ContainsKey(value);

    public bool IsInput(string value) => Graph.Input.Any(input => input.Name == value);

    public TensorProto? InitializerOf(string value) => initializers.GetValueOrDefault(value);

    public NodeProto? ProducerOf(string value) => producers.GetValueOrDefault(value);

    public IReadOnlyList<NodeProto> ConsumersOf(string value) => consumers.TryGetValue(value, out var list) ? list : [];

    /// <summary>The constant tensor behind a value: an initializer or a Constant node, also through Identity. Null when it is computed.</summary>
    public TensorProto? ConstantOf(string value)
    {
        for (var steps = 0; steps < 16; steps++)
        {
            if (initializers.TryGetValue(value, out var tensor))
            {
                return tensor;
            }

            switch (ProducerOf(value))
            {
                case { OpType: "Constant" } constant:
                    return constant.Tensor("value");
                case { OpType: "Identity" } identity:
                    value = identity.At(0);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Names of all values that <paramref name="value"/> is made of, itself included.</summary>
    public HashSet<string> BehindOf(string value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { value };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var at))
        {
            foreach (var name in ProducerOf(at) is { } node ? Graphs.TopologicalOrder.Uses(node) : [])
            {
                if (seen.Add(name))
                {
                    open.Push(name);
                }
            }
        }

        return seen;
    }

    public TypeProto? TypeOf(string value) => types.GetValueOrDefault(value);

    /// <summary>The axes of a tensor value, -1 where the model leaves one open; null when its rank is not known.</summary>
    public long[]? ShapeOf(string value) =>
        initializers.TryGetValue(value, out var tensor) ? [.. tensor.Dims]
        : TypeOf(value)?.TensorType?.Shape is { } shape ? [.. shape.Dim.Select(Axis)]
        : null;

    public int ElementTypeOf(string value) =>
        initializers.TryGetValue(value, out var tensor) ? tensor.DataType : TypeOf(value)?.TensorType?.ElemType ?? 0;

    internal static long Axis(TensorShapeProto.Types.Dimension dimension) =>
        dimension.HasDimValue && dimension.DimValue >= 0 ? dimension.DimValue : -1;
}
