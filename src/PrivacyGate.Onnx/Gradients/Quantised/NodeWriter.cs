using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>Writes nodes that take the place of others.</summary>
/// <param name="graph">The graph they are in.</param>
/// <param name="place">Part of the names of new values; no two writers of a graph share it.</param>
internal sealed class NodeWriter(GraphProto graph, string place)
{
    private readonly List<NodeProto> nodes = [];
    private readonly GraphView view = new(graph);
    private readonly List<string> written = [];
    private int made;

    public GraphView View => view;

    public void Keep(NodeProto node) => nodes.Add(node);

    public string Add(string op, string[] inputs, string output, params IEnumerable<AttributeProto> attributes)
    {
        nodes.Add(new NodeProto { OpType = op, Name = $"privacygate/{op}/{output}", Input = { inputs }, Output = { output }, Attribute = { attributes } });
        return output;
    }

    public string Add(string op, string[] inputs, params IEnumerable<AttributeProto> attributes) => Add(op, inputs, FormattableString.Invariant($"privacygate/{place}/{made++}"), attributes);

    /// <summary>What a quantised activation stands for; its node is a pair with the QuantizeLinear that made it.</summary>
    public string Dequantised(string value, string scale, string zero) => Add(QuantisedOperators.Dequantise, zero.Length > 0 ? [value, scale, zero] : [value, scale]);

    public void Quantised(string value, string scale, string zero, string output) => Add(QuantisedOperators.Quantise, zero.Length > 0 ? [value, scale, zero] : [value, scale], output);

    /// <summary>(numbers - zero) x scale, where scales lie along an axis of the numbers; written out, because older operator sets know no axis.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="zero">The zero point, or "".</param>
    /// <param name="axis">The axis; null where scales fit the last axis or are single.</param>
    /// <param name="rank">Axes of the numbers.</param>
    public string Numbers(string value, string scale, string zero, int? axis = null, int rank = 0)
    {
        var type = view.ConstantOf(scale)?.DataType ?? ElementType.Float;
        var number = Real(value, type);
        if (zero.Length > 0)
        {
            number = Add("Sub", [number, Along(Real(zero, type), zero, axis, rank)]);
        }

        var numbers = Add("Mul", [number, Along(scale, scale, axis, rank)]);
        written.Add(numbers);
        return numbers;
    }

    public string Real(string value, int type = ElementType.Float) => Add("Cast", [value], Attributes.Int("to", type));

    /// <summary>Puts the nodes in the place of the graph's.</summary>
    /// <returns>What <see cref="Numbers"/> wrote.</returns>
    public IReadOnlyList<string> Replace()
    {
        graph.Node.Clear();
        graph.Node.Add(nodes);
        return written;
    }

    private string Along(string value, string constant, int? axis, int rank)
    {
        if (axis is not { } place || QuantisedOperators.IsSingle(view.ConstantOf(constant)) || view.ConstantOf(constant) is not { Dims.Count: 1 })
        {
            return value;
        }

        var shape = Tensors.Of([.. Enumerable.Range(0, rank).Select(i => i == place ? -1L : 1L)]);
        return Add("Reshape", [value, Add("Constant", [], Attributes.Tensor("value", shape))]);
    }
}
