using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Outputs with scores of classes that an audit leaves out because the spec picks another output, or the label.</summary>
public static class LeftOutOutputs
{
    /// <summary>Operators that take away more than a change of scale does: what comes out tells less than what went in.</summary>
    private static readonly HashSet<string> Coarsening =
        ["Round", "Floor", "Ceil", "Clip", "Where", "ArgMax", "TopK", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "Equal", "Sign", "Binarizer", "QuantizeLinear"];

    /// <summary>Their names; none where the spec picks nothing. The graph alone is read.</summary>
    /// <exception cref="InputException">PG0004, PG0026, PG0029: as <see cref="ModelInspection.Of"/> says.</exception>
    public static IReadOnlyList<string> Of(OnnxFile file, ModelOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(overrides);
        if (overrides.OutputName is null && overrides.OutputKind != OutputKinds.Label)
        {
            return [];
        }

        var view = new GraphView(file.Model.Graph);
        bool isMlNet = MlNetKeys.Made(file.Model);
        OutputChoice choice = OutputChoice.Of(file.Path, view, isMlNet, overrides);
        ScoreSource[] others = [.. ScoreCandidates.All(view, isMlNet, choice.Label is { } label ? [label.Output] : []).Where(source => IsScore(view, source, choice.Score))];
        return [.. others.Where(other => choice.Score is not { } audited || TellsMore(view, audited, other)).Select(static other => other.Output!)];
    }

    /// <summary>An operator makes scores, or the end of a linear layer is as wide as the scores audited; an embedding is neither.</summary>
    private static bool IsScore(GraphView view, ScoreSource source, ScoreSource? audited) => source.Output is { } output && (
        source.Evidence == Evidence.ScoreOperator
        || (source.Evidence == Evidence.LinearLayer && audited?.Output is { } other && Width(view, output) is > 0 and var width && width == Width(view, other)));

    private static long Width(GraphView view, string output) => view.ShapeOf(output) is [.., var last] ? last : -1;

    /// <summary>Two outputs made of the same numbers are one, and what is made of the audited scores alone tells no more than they do.</summary>
    private static bool TellsMore(GraphView view, ScoreSource audited, ScoreSource other)
    {
        (string own, string another) = (ScoreCandidates.Heart(view, audited), ScoreCandidates.Heart(view, other));
        HashSet<string> behind = view.BehindOf(own);
        string[] shown = [another, Passage.Origin(view, other.Declared.Value)];
        return own != another && (shown.Any(behind.Contains) ? IsCoarsened(view, shown.First(behind.Contains), behind) : !view.BehindOf(another).Contains(own));
    }

    private static bool IsCoarsened(GraphView view, string finer, HashSet<string> behind) =>
        behind.Select(view.ProducerOf).OfType<NodeProto>().Any(node => IsCoarsening(node) && node.Output.Any(output => view.BehindOf(output).Contains(finer)));

    private static bool IsCoarsening(NodeProto node) =>
        Coarsening.Contains(node.OpType) || (node.Is("Cast") && (int)node.Int("to", ElementType.Float) is not (ElementType.Float or ElementType.Double));
}
