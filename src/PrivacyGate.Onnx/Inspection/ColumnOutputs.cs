using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Scores that a model shows as one output a class (skl2onnx: <c>zipmap="columns"</c>): all columns of one value, in order.</summary>
internal static class ColumnOutputs
{
    /// <returns>The scores the columns are cut from, or null when the outputs are not all the columns of one value.</returns>
    public static ScoreSource? Of(GraphView view, IReadOnlyList<string> outputs)
    {
        (string Output, (string From, long Column)? Cut)[] cuts = [.. outputs.Select(output => (output, CutOf(view, output)))];
        var groups = cuts.Where(static cut => cut.Cut is not null).GroupBy(static cut => cut.Cut!.Value.From, StringComparer.Ordinal).Where(static group => group.Count() > 1).ToArray();
        if (groups is not [var only])
        {
            return null;
        }

        (string Output, (string From, long Column)? Cut)[] ordered = [.. only.OrderBy(static cut => cut.Cut!.Value.Column)];
        return ordered.Select(static (cut, i) => cut.Cut!.Value.Column == i).All(static right => right)
            ? ScoreTrace.Of(view, only.Key, string.Join(", ", ordered.Select(static cut => cut.Output)))
            : null;
    }

    private static (string From, long Column)? CutOf(GraphView view, string output)
    {
        var at = Passage.Origin(view, output);
        if (view.ProducerOf(at) is not { } node)
        {
            return null;
        }

        return node.Is("Slice") ? Sliced(view, node)
            : node.Is("Gather") && node.Int("axis", 0) is 1 or -1 && Whole(view, node.At(1)) is { } gathered ? (node.At(0), gathered)
            : node.IsMachineLearning("ArrayFeatureExtractor") && Whole(view, node.At(1)) is { } extracted ? (node.At(0), extracted)
            : node.Is("Split") && node.Int("axis", 0) is 1 or -1 ? (node.At(0), node.Output.IndexOf(at))
            : null;
    }

    /// <summary>A slice of one column; its bounds are inputs, or attributes before operator set 10.</summary>
    private static (string From, long Column)? Sliced(GraphView view, NodeProto node)
    {
        long? Bound(string attribute, int input) => node.Ints(attribute) is [var stated] ? stated : Whole(view, node.At(input));
        return Bound("axes", 3) is 1 or -1 && Bound("starts", 1) is { } start && Bound("ends", 2) is { } end && end == start + 1 ? (node.At(0), start) : null;
    }

    private static long? Whole(GraphView view, string value) => view.ConstantOf(value) is { } constant && TensorValues.Integers(constant) is [var number] ? number : null;
}
