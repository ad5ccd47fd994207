using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How a graph comes to its label.</summary>
internal enum LabelMaker
{
    /// <summary>By operators that are not known to pick classes.</summary>
    Unknown,

    /// <summary>The place of the largest score.</summary>
    Largest,

    /// <summary>The place of the smallest number: the nearest of several centres.</summary>
    Smallest,

    /// <summary>A classifier of the machine-learning domain.</summary>
    Classifier,

    /// <summary>One number compared with a threshold.</summary>
    Threshold,
}

/// <summary>Where a model's label comes from.</summary>
/// <param name="Output">The graph output that shows it.</param>
/// <param name="ElementType">Its ONNX element type.</param>
/// <param name="Maker">How the graph comes to it.</param>
/// <param name="ClassNames">What each class is called in this output, in the order of the scores; null when the label counts classes, or when the graph does not list them.</param>
/// <param name="Inner">The scores the label was picked from, or null when the graph does not show them.</param>
/// <param name="FirstNumber">The label of the first class where the graph shows that the label counts classes; else null.</param>
/// <param name="IsDecoded">True when a table of the graph turns numbers of classes into this label.</param>
/// <param name="Compared">The number that is compared with a threshold, or null.</param>
/// <param name="Threshold">That threshold.</param>
internal sealed record LabelSource(
    string Output, int ElementType, LabelMaker Maker, IReadOnlyList<string>? ClassNames, ScoreSource? Inner, long? FirstNumber, bool IsDecoded, string? Compared, double Threshold)
{
    private static readonly string[] Comparisons = ["Greater", "GreaterOrEqual"];

    /// <summary>True when the graph shows that this value picks a class.</summary>
    public bool IsPicked => Maker != LabelMaker.Unknown || IsDecoded;

    /// <returns>Null when the output is a model input handed on, perhaps through a table.</returns>
    public static LabelSource? Of(GraphView view, string output)
    {
        var tables = new Stack<NodeProto>();
        var at = output;
        long first = 0;
        var counts = true;
        IReadOnlyList<string>? listed = null;
        while (view.ProducerOf(at) is { } node)
        {
            if (Passage.HandsOnLabel(node, at))
            {
                at = node.At(0);
            }
            else if (node.IsMachineLearning("LabelEncoder"))
            {
                counts &= first == 0;
                tables.Push(node);
                at = node.At(0);
            }
            else if ((node.IsMachineLearning("ArrayFeatureExtractor") || node.Is("Gather")) && ListedNames(view, node) is { } names)
            {
                counts &= first == 0;
                listed = names;
                at = node.At(1);
            }
            else if (Shifted(view, node) is { } shifted)
            {
                (at, first) = (shifted.Value, first + shifted.By);
            }
            else
            {
                return Made(view, node, at, output, listed, tables, counts ? first : null);
            }
        }

        return null;
    }

    private static LabelSource Made(
        GraphView view, NodeProto node, string at, string output, IReadOnlyList<string>? listed, Stack<NodeProto> tables, long? first)
    {
        var maker = MakerOf(view, node, at);
        var counts = maker is LabelMaker.Largest or LabelMaker.Smallest && listed is null && first is not null;
        var decoded = listed is not null || tables.Count > 0;
        var start = listed ?? (maker == LabelMaker.Classifier && first == 0 ? Inspection.ClassNames.Of(node) : null);
        var names = first is null ? null
            : tables.Aggregate(start, (known, table) => LabelTable.Of(table) is { } entries ? entries.Through(known, first.Value) : null);
        var compared = maker == LabelMaker.Threshold ? node.At(0) : null;
        var threshold = node.IsMachineLearning("Binarizer") ? node.Float("threshold", 0) : view.ConstantOf(node.At(1)) is { } constant && TensorValues.Reals(constant) is [var value] ? value : 0;
        return new LabelSource(
            output, view.ElementTypeOf(output), maker, names, Scores(view, node, at, maker), counts && !decoded ? first : null, decoded, compared, threshold);
    }

    private static LabelMaker MakerOf(GraphView view, NodeProto node, string at) =>
        node.Is("ArgMax") || (node.Is("TopK") && node.Output.Count > 1 && node.Output[1] == at && node.Int("largest", 1) == 1) ? LabelMaker.Largest
        : node.Is("ArgMin") || (node.Is("TopK") && node.Output.Count > 1 && node.Output[1] == at) ? LabelMaker.Smallest
        : ClassifierNode.IsOne(node) && node.Output[0] == at ? LabelMaker.Classifier
        : node.IsMachineLearning("Binarizer") || (Comparisons.Any(node.Is) && view.ConstantOf(node.At(1)) is { } constant && TensorValues.Reals(constant) is { Length: 1 }) ? LabelMaker.Threshold
        : LabelMaker.Unknown;

    /// <summary>A whole number added to a label.</summary>
    private static (string Value, long By)? Shifted(GraphView view, NodeProto node)
    {
        if (!(node.Is("Add") || node.Is("Sub")) || node.Input.Count != 2)
        {
            return null;
        }

        return view.ConstantOf(node.At(1)) is { } right && TensorValues.Integers(right) is [var by] ? (node.At(0), node.Is("Add") ? by : -by)
            : node.Is("Add") && view.ConstantOf(node.At(0)) is { } left && TensorValues.Integers(left) is [var added] ? (node.At(1), added)
            : null;
    }

    private static IReadOnlyList<string>? ListedNames(GraphView view, NodeProto node) => Inspection.ClassNames.Of(view.ConstantOf(node.At(0)));

    private static ScoreSource? Scores(GraphView view, NodeProto node, string at, LabelMaker maker) => maker switch
    {
        LabelMaker.Largest or LabelMaker.Threshold => ScoreTrace.Of(view, node.At(0), null),
        LabelMaker.Classifier when node.Output.Count > 1 && node.Output[1].Length > 0 => ScoreTrace.Of(view, node.Output[1], null),
        _ => null,
    };
}
