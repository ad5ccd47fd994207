using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>
/// Layers of dynamic quantisation: MatMulInteger or ConvInteger, Cast, and one or two Mul by the scales of both operands. The
/// last Mul becomes the product of the numbers the operands stand for.
/// </summary>
internal static class IntegerProducts
{
    private static readonly Dictionary<string, string> Products = new(StringComparer.Ordinal) { ["MatMulInteger"] = "MatMul", ["ConvInteger"] = "Conv" };

    public static IReadOnlyList<string> Replace(GraphProto graph)
    {
        if (!graph.Node.Any(IsProduct))
        {
            return [];
        }

        var writer = new NodeWriter(graph, "products");
        var last = writer.View.TopologicalOrder.Where(IsProduct).Select(node => (Product: node, Scaled: Scaled(writer.View, node)))
            .Where(static pair => pair.Scaled is not null).ToDictionary(static pair => pair.Scaled!.Value.Last, static pair => (pair.Product, pair.Scaled!.Value.Scales));
        foreach (var node in writer.View.TopologicalOrder)
        {
            if (last.TryGetValue(node, out var found))
            {
                Write(writer, node, found.Product, found.Scales);
            }
            else
            {
                writer.Keep(node);
            }
        }

        return writer.Replace();
    }

    private static bool IsProduct(NodeProto node) => Products.ContainsKey(node.OpType) && node.Is(node.OpType);

    /// <summary>The Mul after which a product is scaled by both its operands' scales; null where the graph does something else.</summary>
    private static (NodeProto Last, string[] Scales)? Scaled(GraphView view, NodeProto product)
    {
        List<string> scales = [];
        var at = Only(view, product) is { } cast && cast.Is("Cast") ? cast : null;
        while (at is not null && scales.Count < 2)
        {
            var value = at.Output[0];
            at = Only(view, at) is { } next && next.Is("Mul") ? next : null;
            if (at is not null)
            {
                scales.AddRange(Factors(view, at.At(0) == value ? at.At(1) : at.At(0)));
            }
        }

        return at is not null && scales.Count == 2 && Ordered(view, product, scales) is { } ordered ? (at, ordered) : null;
    }

    private static NodeProto? Only(GraphView view, NodeProto node) => view.ConsumersOf(node.Output[0]) is [var only] ? only : null;

    private static string[] Factors(GraphView view, string scale) =>
        view.ProducerOf(scale) is { } node && node.Is("Mul") && node.Input.Any(input => IsDynamic(view, input, 1)) ? [.. node.Input] : [scale];

    /// <summary>The scale of each operand, in the order of the operands.</summary>
    private static string[]? Ordered(GraphView view, NodeProto product, List<string> scales)
    {
        string?[] found = [ScaleOf(view, product.At(0)), ScaleOf(view, product.At(1))];
        for (var i = 0; i < 2; i++)
        {
            found[i] ??= scales.FirstOrDefault(scale => scale != found[1 - i] && IsWeightScale(view, product, scale));
        }

        return found is [{ } first, { } second] && first != second && scales.Contains(first) && scales.Contains(second) ? [first, second] : null;
    }

    /// <summary>Of a matrix, scales lie along its columns, as the products do. Those of kernels would have to be turned.</summary>
    private static bool IsWeightScale(GraphView view, NodeProto product, string scale) =>
        view.ConstantOf(scale) is { } tensor && (product.Is("MatMulInteger") || QuantisedOperators.IsSingle(tensor));

    private static string? ScaleOf(GraphView view, string value) => IsDynamic(view, value, 0) ? view.ProducerOf(value)!.Output[1]
        : view.ProducerOf(value) is { } node && node.IsQuantised(QuantisedOperators.Quantise) ? node.At(1)
        : null;

    private static bool IsDynamic(GraphView view, string value, int output) =>
        view.ProducerOf(value) is { } node && node.IsQuantised(QuantisedOperators.Dynamic) && node.Output[output] == value;

    private static void Write(NodeWriter writer, NodeProto last, NodeProto product, string[] scales) => writer.Add(
        Products[product.OpType],
        [Operand(writer, product, 0, scales), Operand(writer, product, 1, scales)],
        last.Output[0],
        product.Attribute);

    private static string Operand(NodeWriter writer, NodeProto product, int operand, string[] scales) => writer.View.ConstantOf(product.At(operand)) is null
        ? writer.Dequantised(product.At(operand), scales[operand], product.At(operand + 2))
        : writer.Numbers(product.At(operand), scales[operand], product.At(operand + 2));
}
