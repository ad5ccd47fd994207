using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>
/// Takes QuantizeLinear and DequantizeLinear away from activations: what was rounded passes as it is. Where 0 is the least
/// number that can be told, quantising has swallowed the Relu in front of it, so a Relu comes back; other bounds come from
/// calibration, and a model trained on other records would have others. All or nothing: a value that is used as a whole number
/// elsewhere leaves the graph as it is.
/// </summary>
internal static class QuantisedActivations
{
    /// <summary>Operators that give numbers on, whatever they stand for.</summary>
    private static readonly HashSet<string> Carriers =
        ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose", "Slice", "Split", "Gather", "Concat", "MaxPool", "Expand"];

    /// <param name="Scale">Name of the scale.</param>
    /// <param name="Zero">Name of the zero point, or "".</param>
    private sealed record Code(string Scale, string Zero);

    public static IReadOnlyList<string> Replace(GraphProto graph)
    {
        var writer = new NodeWriter(graph, "activations");
        var view = writer.View;
        var roots = new ConstantRoots(view);
        var codes = Codes(view, roots);
        if (!codes.Keys.All(value => view.Graph.Output.All(output => output.Name != value) && view.ConsumersOf(value).All(node => Understands(view, codes, node, value))))
        {
            return [];
        }

        foreach (var node in view.TopologicalOrder)
        {
            Write(writer, codes, roots, node);
        }

        return writer.Replace();
    }

    /// <summary>The quantised activations and how each is to be read.</summary>
    private static Dictionary<string, Code> Codes(GraphView view, ConstantRoots roots)
    {
        var codes = new Dictionary<string, Code>(StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder)
        {
            if (node.IsQuantised(QuantisedOperators.Quantise) && !roots.IsConstant(node.At(0)))
            {
                codes[node.Output[0]] = new Code(node.At(1), node.At(2));
            }
            else if (node.IsQuantised(QuantisedOperators.Dynamic))
            {
                codes[node.Output[0]] = new Code(node.Output[1], node.Output[2]);
            }
            else if (Carriers.Contains(node.OpType) && node.Is(node.OpType) && codes.TryGetValue(node.At(0), out var code))
            {
                foreach (var output in node.Output)
                {
                    codes[output] = code;
                }
            }
        }

        return codes;
    }

    private static bool Understands(GraphView view, Dictionary<string, Code> codes, NodeProto node, string value)
    {
        var code = codes[value];
        return node.IsQuantised(QuantisedOperators.Dequantise) ? node.At(0) == value && Same(view, code.Scale, node.At(1)) && Same(view, code.Zero, node.At(2))
            : codes.ContainsKey(node.Output[0]) && !node.IsQuantised(QuantisedOperators.Quantise)
                && node.Input.Where((_, place) => place == 0 || node.Is("Concat")).All(input => codes.TryGetValue(input, out var other) && Same(view, code.Scale, other.Scale) && Same(view, code.Zero, other.Zero));
    }

    private static bool Same(GraphView view, string one, string other) => one == other
        || (view.ConstantOf(one) is { } first && view.ConstantOf(other) is { } second && first.DataType == second.DataType && Bytes(first).SequenceEqual(Bytes(second)));

    /// <summary>The numbers alone, without a name.</summary>
    private static byte[] Bytes(TensorProto tensor)
    {
        var copy = tensor.Clone();
        copy.Name = "";
        copy.Dims.Clear();
        return copy.ToByteArray();
    }

    private static void Write(NodeWriter writer, Dictionary<string, Code> codes, ConstantRoots roots, NodeProto node)
    {
        if (node.Output.Count > 0 && codes.ContainsKey(node.Output[0]) && node.IsQuantised(QuantisedOperators.Dynamic))
        {
            writer.Add("Identity", [node.At(0)], node.Output[0]);
        }
        else if (node.Output.Count > 0 && codes.ContainsKey(node.Output[0]) && node.IsQuantised(QuantisedOperators.Quantise))
        {
            Through(writer, node);
        }
        else if (node.IsQuantised(QuantisedOperators.Dequantise) && codes.ContainsKey(node.At(0)))
        {
            writer.Add("Identity", [node.At(0)], node.Output[0]);
        }
        else if (node.IsQuantised(QuantisedOperators.Dequantise) && !roots.IsConstant(node.At(0)) && IsSingle(writer.View, node))
        {
            Read(writer, roots, node);
        }
        else
        {
            writer.Keep(node);
        }
    }

    private static bool IsSingle(GraphView view, NodeProto node) =>
        QuantisedOperators.IsSingle(view.ConstantOf(node.At(1))) && (node.At(2).Length == 0 || QuantisedOperators.IsSingle(view.ConstantOf(node.At(2))));

    private static void Through(NodeWriter writer, NodeProto node)
    {
        var zero = writer.View.ConstantOf(node.At(2));
        var range = QuantisedOperators.Range(zero?.DataType ?? (int)node.Int("output_dtype", ElementType.UInt8));
        var zeros = zero is not null ? QuantisedOperators.Values(zero) : node.At(2).Length == 0 ? [0] : [];
        if (zeros.Length > 0 && zeros.All(value => value == range?.Least))
        {
            writer.Add("Relu", [node.At(0)], node.Output[0]);
        }
        else if (zeros.Length > 0 && zeros.All(value => value == range?.Most))
        {
            writer.Add("Neg", [writer.Add("Relu", [writer.Add("Neg", [node.At(0)])])], node.Output[0]);
        }
        else
        {
            writer.Add("Identity", [node.At(0)], node.Output[0]);
        }
    }

    /// <summary>Whole numbers that the records bring, or rows looked up in a quantised table.</summary>
    private static void Read(NodeWriter writer, ConstantRoots roots, NodeProto node)
    {
        if (writer.View.ProducerOf(node.At(0)) is { } rows && rows.Is("Gather") && roots.IsConstant(rows.At(0)))
        {
            writer.Add("Gather", [writer.Numbers(rows.At(0), node.At(1), node.At(2)), rows.At(1)], node.Output[0], rows.Attribute);
            return;
        }

        writer.Add("Identity", [writer.Numbers(node.At(0), node.At(1), node.At(2))], node.Output[0]);
    }
}
