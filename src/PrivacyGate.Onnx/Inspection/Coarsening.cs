using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Operators that take away more than a change of scale does: what comes out tells less than what went in.</summary>
internal static class Coarsening
{
    private static readonly HashSet<string> Names =
        ["Round", "Floor", "Ceil", "Clip", "Where", "ArgMax", "TopK", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal", "Sign", "Binarizer", "QuantizeLinear"];

    /// <summary>Whether one of them lies on a way from a value to another that is made of it.</summary>
    public static bool LiesBetween(GraphView view, string finer, string coarser) =>
        view.BehindOf(coarser).Select(view.ProducerOf).OfType<NodeProto>().Any(node => Is(node) && node.Output.Any(output => view.BehindOf(output).Contains(finer)));

    /// <summary>Whether nothing but one value and constants goes into another.</summary>
    public static bool IsMadeOf(GraphView view, string value, string source)
    {
        var open = new Stack<string>([value]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        bool found = false;
        while (open.TryPop(out string? at))
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

            foreach (string name in view.ProducerOf(at) is { } node ? TopologicalOrder.Uses(node) : [])
            {
                open.Push(name);
            }
        }

        return found;
    }

    private static bool Is(NodeProto node) =>
        Names.Contains(node.OpType) || (node.Is("Cast") && (int)node.Int("to", ElementType.Float) is not (ElementType.Float or ElementType.Double));
}
