using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Which output of a model that is no classifier answers: the one the spec names, or the only one of floating-point numbers that is computed and is no label.</summary>
internal static class ValueOutput
{
    private static readonly string[] MlNetScores = ["Score.output", "Score"];

    public static ScoreSource Of(ModelRefusal refusal, GraphView view, bool isMlNet, ModelTask task, string? wanted)
    {
        if (wanted is not null)
        {
            ValueInfoProto output = view.Graph.Output.FirstOrDefault(output => output.Name == wanted) ?? throw refusal.NoValues(task, $"The model has no output '{wanted}'.");
            return MayHoldValues(output) && ScoreTrace.Of(view, wanted, wanted) is { Node: not null } source
                ? source
                : throw refusal.NoValues(task, $"The output '{wanted}' does not hold floating-point numbers that the model computes.");
        }

        string[] labels = [.. view.Graph.Output.Where(output => !MayHoldValues(output) || LabelSource.Of(view, output.Name) is null or { IsPicked: true }).Select(static output => output.Name)];
        var sources = ScoreCandidates.Of(view, isMlNet, labels);
        ScoreSource[] named = isMlNet ? [.. sources.Where(static source => MlNetScores.Contains(source.Output))] : [];
        ScoreSource[] found = [.. (named.Length > 0 ? named : sources).DistinctBy(source => ScoreCandidates.Heart(view, source))];
        return found switch
        {
            [var only] => only,
            [] => throw refusal.NoValues(task, "No output holds floating-point numbers that the model computes."),
            _ => throw refusal.NoValues(task, $"Several outputs could answer: {string.Join(", ", found.Select(static source => $"'{source.Output}'"))}."),
        };
    }

    private static bool MayHoldValues(ValueInfoProto output) => output.Type?.SequenceType is null && ScoreCandidates.MayScore(output.Type);
}
