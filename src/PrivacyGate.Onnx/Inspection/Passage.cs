using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Operators that hand numbers on: what goes in comes out, perhaps in another shape or type.</summary>
internal static class Passage
{
    private static readonly HashSet<string> Shapes = ["Identity", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Dropout"];

    /// <summary>They combine their inputs, so a single one comes out as it is.</summary>
    private static readonly HashSet<string> Combining = ["Max", "Min", "Sum", "Mean", "Concat"];

    /// <summary>True when the node's first output holds its first input's numbers.</summary>
    public static bool HandsOn(NodeProto node, string value) =>
        node.Domain is ("" or "ai.onnx") && node.Input.Count > 0 && node.Output[0] == value
        && (Shapes.Contains(node.OpType) || (Combining.Contains(node.OpType) && node.Input.Count == 1) || (node.OpType == "Cast" && ElementType.IsFloating((int)node.Int("to", 0))));

    /// <summary>As <see cref="HandsOn"/>, for labels, which may be cast to whole numbers too.</summary>
    public static bool HandsOnLabel(NodeProto node, string value) =>
        HandsOn(node, value) || (node.Is("Cast") && node.Input.Count > 0);

    /// <summary>The first value behind a run of such operators.</summary>
    public static string Origin(GraphView view, string value)
    {
        while (view.ProducerOf(value) is { } node && HandsOn(node, value))
        {
            value = node.At(0);
        }

        return value;
    }
}
