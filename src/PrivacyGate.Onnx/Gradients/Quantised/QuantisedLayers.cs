using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>
/// Spells out layers that compute on whole numbers (QLinearConv and the like) as dequantise, compute, quantise. An operand is
/// three inputs: numbers, scale, zero point.
/// </summary>
internal static class QuantisedLayers
{
    private static readonly Dictionary<string, (string Operator, int Operands)> Plain = new(StringComparer.Ordinal)
    {
        ["QLinearAdd"] = ("Add", 2),
        ["QLinearMul"] = ("Mul", 2),
        ["QLinearSigmoid"] = ("Sigmoid", 1),
        ["QLinearLeakyRelu"] = ("LeakyRelu", 1),
        ["QLinearSoftmax"] = ("Softmax", 1),
        ["QLinearAveragePool"] = ("AveragePool", 1),
        ["QLinearGlobalAveragePool"] = ("GlobalAveragePool", 1),
    };

    public static bool Knows(NodeProto node) => Names.Any(node.IsQuantised) && node.Int("channels_last", 0) == 0;

    public static IReadOnlyList<string> Expand(GraphProto graph)
    {
        if (!graph.Node.Any(Knows))
        {
            return [];
        }

        var writer = new NodeWriter(graph, "layers");
        foreach (var node in writer.View.TopologicalOrder)
        {
            if (Knows(node))
            {
                Expand(writer, node);
            }
            else
            {
                writer.Keep(node);
            }
        }

        return writer.Replace();
    }

    private static IEnumerable<string> Names => Plain.Keys.Concat(["QLinearMatMul", "QLinearConv", "QGemm", "QLinearConcat"]);

    private static void Expand(NodeWriter writer, NodeProto node)
    {
        switch (node.OpType)
        {
            case "QLinearMatMul":
                Finish(writer, node, "MatMul", [Activation(writer, node, 0), Weights(writer, node, 3, null, 0)], 6);
                break;
            case "QLinearConv":
                var rank = writer.View.ConstantOf(node.At(3))?.Dims.Count ?? 0;
                Finish(writer, node, "Conv", [Activation(writer, node, 0), Weights(writer, node, 3, 0, rank), .. Bias(writer, node, 8, 1)], 6);
                break;
            case "QGemm":
                var units = node.Int("transB", 0) == 0 ? 1 : 0;
                Finish(writer, node, "Gemm", [Activation(writer, node, 0), Weights(writer, node, 3, units, 2), .. Bias(writer, node, 6, node.Float("alpha", 1))], 7);
                break;
            case "QLinearConcat":
                Finish(writer, node, "Concat", [.. Enumerable.Range(0, (node.Input.Count - 2) / 3).Select(operand => Activation(writer, node, 2 + (3 * operand)))], 0);
                break;
            default:
                (var op, var operands) = Plain[node.OpType];
                Finish(writer, node, op, [.. Enumerable.Range(0, operands).Select(operand => Activation(writer, node, 3 * operand))], 3 * operands);
                break;
        }
    }

    private static string Activation(NodeWriter writer, NodeProto node, int first) => writer.Dequantised(node.At(first), node.At(first + 1), node.At(first + 2));

    private static string Weights(NodeWriter writer, NodeProto node, int first, int? axis, int rank) => writer.View.ConstantOf(node.At(first)) is null
        ? Activation(writer, node, first)
        : writer.Numbers(node.At(first), node.At(first + 1), node.At(first + 2), axis, rank);

    /// <summary>Biases are whole numbers of the size of the products they are added to.</summary>
    private static string[] Bias(NodeWriter writer, NodeProto node, int place, float factor)
    {
        if (node.At(place).Length == 0)
        {
            return [];
        }

        // Gemm's alpha does not multiply its bias, QGemm's does.
        var scale = writer.Add("Mul", [node.At(1), node.At(4)]);
        scale = factor == 1 ? scale : writer.Add("Mul", [scale, writer.Add("Constant", [], Attributes.Tensor("value", Tensors.Of([factor])))]);
        return [writer.Numbers(node.At(place), scale, "")];
    }

    private static void Finish(NodeWriter writer, NodeProto node, string op, string[] inputs, int scale)
    {
        AttributeProto[] attributes = [.. node.Attribute.Where(static attribute => attribute.Name is not ("channels_last" or "opset"))];
        if (node.At(scale).Length == 0)
        {
            writer.Add(op, inputs, node.Output[0], attributes);
            return;
        }

        writer.Quantised(writer.Add(op, inputs, attributes), node.At(scale), node.At(scale + 1), node.Output[0]);
    }
}
