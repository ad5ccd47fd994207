using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The outputs that may hold the scores of classes.</summary>
internal static class ScoreCandidates
{
    /// <summary>Names that ML.NET gives to what a model answers; its exports show every other column too.</summary>
    internal static readonly string[] MlNetScores = ["Score.output", "Probability.output", "Score", "Probability"];

    /// <summary>Outputs made of numbers: no column of the data handed on, and no step on the way to another candidate that tells as much.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="isMlNet">Whether ML.NET made the file.</param>
    /// <param name="labels">Outputs that hold labels.</param>
    public static IReadOnlyList<ScoreSource> Of(GraphView view, bool isMlNet, IEnumerable<string> labels)
    {
        var sources = All(view, isMlNet, labels);
        (string Heart, HashSet<string> Steps)[] ways = [.. sources.Select(source => Heart(view, source)).Select(heart => (heart, StepsTo(view, heart)))];
        return [.. sources.Where(source => Passage.Origin(view, source.Declared.Value) is var own && !ways.Any(way => way.Steps.Contains(own) && !Coarsening.LiesBetween(view, own, way.Heart)))];
    }

    /// <summary>Those too that are steps on the way to another.</summary>
    private static ScoreSource[] All(GraphView view, bool isMlNet, IEnumerable<string> labels)
    {
        string[] outputs = [.. view.Graph.Output.Where(static output => MayScore(output.Type)).Select(static output => output.Name).Except(labels)];
        string[] named = isMlNet ? [.. outputs.Intersect(MlNetScores)] : [];
        return [.. (named.Length > 0 ? named : outputs).Select(name => ScoreTrace.Of(view, name, name)).Where(static source => source.Certainty > Certainty.None)];
    }

    private static HashSet<string> StepsTo(GraphView view, string value)
    {
        var behind = view.BehindOf(value);
        behind.Remove(value);
        return behind;
    }

    /// <summary>Two outputs made of the same numbers are one.</summary>
    public static string Heart(GraphView view, ScoreSource source) =>
        Passage.Origin(view, source.Exact.Count > 0 && source.Exact[0].Added.Count == 0 ? source.Exact[0].Signal.Value : source.Declared.Value);

    public static bool MayScore(TypeProto? type) =>
        type?.SequenceType is not null || type?.TensorType is not { } tensor || tensor.ElemType == 0 || ElementType.IsFloating(tensor.ElemType);
}
