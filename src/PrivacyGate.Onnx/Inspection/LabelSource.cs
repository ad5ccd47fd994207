using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Where a model's label comes from.</summary>
/// <param name="Output">The graph output that shows it.</param>
/// <param name="ElementType">Its ONNX element type.</param>
/// <param name="ClassNames">What each class is called in this output, in the order of the scores; null when the label is the number of the class.</param>
/// <param name="Inner">The scores the label was picked from, or null when the graph does not show them.</param>
/// <param name="IsClassNumber">True when the graph shows that the label counts classes from 0.</param>
internal sealed record LabelSource(string Output, int ElementType, IReadOnlyList<string>? ClassNames, ScoreSource? Inner, bool IsClassNumber)
{
    /// <returns>Null when the output is a model input handed on.</returns>
    public static LabelSource? Of(GraphView view, string output)
    {
        var encoders = new Stack<NodeProto>();
        string at = output;
        IReadOnlyList<string>? listed = null;
        while (view.ProducerOf(at) is { } node)
        {
            if (Passage.HandsOnLabel(node, at))
            {
                at = node.At(0);
            }
            else if (node.IsMachineLearning("LabelEncoder"))
            {
                encoders.Push(node);
                at = node.At(0);
            }
            else if ((node.IsMachineLearning("ArrayFeatureExtractor") || node.Is("Gather")) && ListedNames(view, node) is { } names)
            {
                listed = names;
                at = node.At(1);
            }
            else
            {
                bool number = node.Is("ArgMax") && listed is null && encoders.Count == 0;
                return new LabelSource(output, view.ElementTypeOf(output), Names(node, listed, encoders), Scores(view, node, at), number);
            }
        }

        return null;
    }

    private static IReadOnlyList<string>? ListedNames(GraphView view, NodeProto node) => Inspection.ClassNames.Of(view.ConstantOf(node.At(0)));

    private static IReadOnlyList<string>? Names(NodeProto maker, IReadOnlyList<string>? listed, Stack<NodeProto> encoders) =>
        encoders.Aggregate(
            listed ?? (ClassifierNode.IsOne(maker) ? Inspection.ClassNames.Of(maker) : null),
            static (names, encoder) => Inspection.ClassNames.Through(encoder, names));

    private static ScoreSource? Scores(GraphView view, NodeProto node, string at) =>
        node.Is("ArgMax") ? ScoreTrace.Of(view, node.At(0), null)
        : ClassifierNode.IsOne(node) && node.Output[0] == at && node.Output.Count > 1 && node.Output[1].Length > 0
            ? ScoreTrace.Of(view, node.Output[1], null)
        : null;
}
