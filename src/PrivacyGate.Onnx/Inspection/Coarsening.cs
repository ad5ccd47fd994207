using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Operators that take away more than a change of scale does: what comes out tells less than what went in.</summary>
internal static class Coarsening
{
    private static readonly HashSet<string> Names =
        ["Round", "Floor", "Ceil", "Clip", "Min", "Max", "Hardmax", "Where", "ArgMax", "TopK", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal", "Sign", "Binarizer", "QuantizeLinear"];

    /// <summary>Operators whose input can be told from their output, up to a number added to a whole row.</summary>
    private static readonly HashSet<string> Reversible =
        ["Softmax", "LogSoftmax", "Sigmoid", "Tanh", "Softplus", "Log", "Exp", "Sqrt", "Reciprocal", "Neg", "Add", "Sub", "Mul", "Div", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Dropout", "Concat", "Normalizer", "Scaler", "ZipMap"];

    private static readonly HashSet<string> Picking = ["Gather", "Slice", "Split", "ArrayFeatureExtractor"];
    private static readonly HashSet<string> Totals = ["ReduceSum", "ReduceL1", "ReduceMax"];

    /// <summary>Whether one of them lies on a way from a value to another that is made of it.</summary>
    public static bool LiesBetween(GraphView view, string finer, string coarser) =>
        view.BehindOf(coarser).Select(view.ProducerOf).OfType<NodeProto>().Any(node => Is(node) && node.Output.Any(output => view.BehindOf(output).Contains(finer)));

    /// <summary>Whether a value can be told from another that is made of it and of constants alone.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="finer">The value.</param>
    /// <param name="coarser">The other.</param>
    /// <param name="isPair">Whether the value is two numbers a record that add up to 1, or one: then one column tells both.</param>
    public static bool IsKept(GraphView view, string finer, string coarser, bool isPair) =>
        IsMadeOf(view, coarser, finer)
        && view.BehindOf(coarser).Select(view.ProducerOf).OfType<NodeProto>().Distinct().Where(node => node.Output.Any(output => output != finer && view.BehindOf(output).Contains(finer))).All(node => Keeps(view, node, isPair));

    /// <summary>Whether nothing but one value and constants goes into another.</summary>
    public static bool IsMadeOf(GraphView view, string value, string source)
    {
        var open = new Stack<string>([value]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = false;
        while (open.TryPop(out var at))
        {
            if (at == source || !seen.Add(at))
            {
                found |= at == source;
                continue;
            }

            if (view.IsInput(at) && view.InitializerOf(at) is null)
            {
                return false;
            }

            foreach (var name in view.ProducerOf(at) is { } node ? TopologicalOrder.Uses(node) : [])
            {
                open.Push(name);
            }
        }

        return found;
    }

    private static bool Keeps(GraphView view, NodeProto node, bool isPair) =>
        Reversible.Contains(node.OpType)
        || (node.Is("Cast") && !Is(node))
        || (Totals.Contains(node.OpType) && view.ConsumersOf(node.Output[0]).All(static consumer => consumer.OpType is "Div" or "Sub"))
        || (isPair && Picking.Contains(node.OpType));

    private static bool Is(NodeProto node) =>
        Names.Contains(node.OpType) || (node.Is("Cast") && (int)node.Int("to", ElementType.Float) is not (ElementType.Float or ElementType.Double));
}
