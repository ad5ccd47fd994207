using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Outputs that tell something of a record which an audit of another output, or of the label, does not read.</summary>
public static class LeftOutOutputs
{
    /// <summary>Wider outputs of unknown making are embeddings, maps or texts: no attack here could read them.</summary>
    private const int Widest = 2;

    /// <summary>Their names. The graph alone is read.</summary>
    /// <exception cref="InputException">PG0004, PG0026, PG0029: as <see cref="ModelInspection.Of"/> says.</exception>
    public static IReadOnlyList<string> Of(OnnxFile file, ModelOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(overrides);
        var view = new GraphView(file.Model.Graph);
        bool isMlNet = MlNetKeys.Made(file.Model);
        OutputChoice choice = OutputChoice.Of(file.Path, view, isMlNet, overrides);
        IEnumerable<string> outputs = view.Graph.Output.Select(static output => output.Name).Where(name => name != choice.Score?.Output && name != choice.Label?.Output && IsOfRecords(view, name));

        // ML.NET shows every column on the way.
        IEnumerable<string> answers = isMlNet ? outputs.Intersect(ScoreCandidates.MlNetScores) : outputs;
        return [.. answers.Where(output => MaySay(view, output, choice.Score) && TellsMore(view, choice, output))];
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

    /// <summary>Computed from what is fed: no input handed on, and no constant.</summary>
    private static bool IsOfRecords(GraphView view, string output) =>
        view.ProducerOf(Passage.Origin(view, output)) is not null && view.FedInputs.Any(input => view.BehindOf(output).Contains(input.Name));

    /// <summary>Scores by their making, the end of a linear layer as wide as the audited scores, or one or two values a record, of any type.</summary>
    private static bool MaySay(GraphView view, string output, ScoreSource? audited)
    {
        long width = Width(view, output);
        return ScoreTrace.Of(view, output, output).Evidence switch
        {
            Evidence.ScoreOperator => true,
            Evidence.LinearLayer when audited?.Output is { } other && width > 0 && width == Width(view, other) => true,
            _ => width is > 0 and <= Widest,
        };
    }

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
        HashSet<string> behindOther = view.BehindOf(output);
        if (choice.Score is not { } audited)
        {
            return choice.Label is not { } label || !Coarsening.IsMadeOf(view, output, label.Output);
        }

        string own = ScoreCandidates.Heart(view, audited);
        ScoreSource source = ScoreTrace.Of(view, output, output);
        string another = ScoreCandidates.Heart(view, source);
        HashSet<string> behind = view.BehindOf(own);
        string[] shown = [another, Passage.Origin(view, source.Declared.Value)];
        return own != another && (shown.Any(behind.Contains) ? Coarsening.LiesBetween(view, shown.First(behind.Contains), own) : !behindOther.Contains(own));
    }
}
