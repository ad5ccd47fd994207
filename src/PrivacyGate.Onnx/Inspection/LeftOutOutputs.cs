using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Outputs that tell something of a record which an audit of another output, or of the label, does not read.</summary>
public static class LeftOutOutputs
{
    /// <summary>Wider outputs of unknown making are embeddings, maps or texts: no attack here could read them.</summary>
    private const int WidestUnknown = 2;

    /// <summary>Nothing wider is taken for scores of classes.</summary>
    private const int WidestScores = 1000;

    /// <summary>Operators that put the columns of a record together, and learn nothing.</summary>
    private static readonly HashSet<string> Columns = ["Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Split", "Slice", "FeatureVectorizer", "ArrayFeatureExtractor", "Constant"];

    /// <summary>Their names. The graph alone is read.</summary>
    /// <exception cref="InputException">PG0004, PG0026, PG0029: as <see cref="ModelInspection.Of"/> says.</exception>
    public static IReadOnlyList<string> Of(OnnxFile file, ModelOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(overrides);
        var view = new GraphView(file.Model.Graph);
        var isMlNet = MlNetKeys.Made(file.Model);
        var choice = OutputChoice.Of(file.Path, view, isMlNet, overrides);
        var outputs = view.Graph.Output.Select(static output => output.Name).Where(name => name != choice.Score?.Output && name != choice.Label?.Output && IsOfRecords(view, name));

        // ML.NET shows every column on the way.
        var answers = isMlNet ? outputs.Intersect(ScoreCandidates.MlNetScores) : outputs;
        return [.. answers.Where(output => MaySay(view, output, choice) && TellsMore(view, choice, output))];
    }

    /// <summary>The output that is read for scores; null where labels are audited, or nothing is since the model is refused so.</summary>
    public static string? AuditedBy(OnnxFile file, ModelOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(overrides);
        try
        {
            return OutputChoice.Of(file.Path, new GraphView(file.Model.Graph), MlNetKeys.Made(file.Model), overrides).Score?.Output;
        }
        catch (InputException)
        {
            // Its own audit says why.
            return null;
        }
    }

    /// <summary>Computed from what is fed: no inputs handed on, alone or put together, and no constant.</summary>
    private static bool IsOfRecords(GraphView view, string output)
    {
        var behind = view.BehindOf(output);
        return view.FedInputs.Any(input => behind.Contains(input.Name)) && behind.Select(view.ProducerOf).OfType<NodeProto>().Any(static node => !Columns.Contains(node.OpType));
    }

    /// <summary>
    /// Scores by their making; the end of a linear layer that is no step to the audited scores; one or two values a record,
    /// of any type; whole numbers as many as the audited scores. Beside a label that is audited, any numbers that may be scores.
    /// </summary>
    private static bool MaySay(GraphView view, string output, OutputChoice choice)
    {
        var width = Width(view, output);
        if (choice.Score is not { } audited)
        {
            return width <= WidestScores && (ScoreCandidates.MayScore(view.TypeOf(output)) || width is > 0 and <= WidestUnknown || IsWhole(view, output));
        }

        var isAsWide = width > 0 && audited.Output is { } other && width == Width(view, other);
        return ScoreTrace.Of(view, output, output).Certainty switch
        {
            Certainty.ScoreOperator => true,
            Certainty.LinearLayer when isAsWide || !view.BehindOf(ScoreCandidates.Heart(view, audited)).Contains(Passage.Origin(view, output)) => width <= WidestScores,
            _ => width is > 0 and <= WidestUnknown || (isAsWide && IsWhole(view, output)),
        };
    }

    private static bool IsWhole(GraphView view, string output) => view.TypeOf(output)?.TensorType is { } tensor && ElementType.IsWhole(tensor.ElemType);

    /// <summary>Values a record; -1 where the file does not say.</summary>
    private static long Width(GraphView view, string output) => view.ShapeOf(output) switch
    {
        { Length: 0 } or null => -1,
        { Length: 1 } => 1,
        var shape => shape[1..].Aggregate(1L, static (product, axis) => product < 0 || axis < 0 ? -1 : product * axis),
    };

    /// <summary>Two outputs made of the same numbers are one, and what is made of the audited scores or of the label alone tells no more than they do.</summary>
    private static bool TellsMore(GraphView view, OutputChoice choice, string output)
    {
        if (choice.Score is not { } audited)
        {
            return choice.Label is not { } label || !Coarsening.IsMadeOf(view, output, label.Output);
        }

        var own = ScoreCandidates.Heart(view, audited);
        var source = ScoreTrace.Of(view, output, output);
        var another = ScoreCandidates.Heart(view, source);
        var behind = view.BehindOf(own);
        string[] shown = [another, Passage.Origin(view, source.Declared.Value)];
        return own != another && (shown.FirstOrDefault(behind.Contains) is { } step ? !Coarsening.IsKept(view, step, own, Width(view, output) is 1 or 2) : !Coarsening.IsMadeOf(view, output, own));
    }
}
