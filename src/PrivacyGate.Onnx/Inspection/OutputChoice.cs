using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Which of a model's outputs answer: one with scores, one with the label, or both.</summary>
/// <param name="Score">Scores, or null when the model tells none.</param>
/// <param name="Label">Label, or null when the model tells none.</param>
internal sealed record OutputChoice(ScoreSource? Score, LabelSource? Label)
{
    public static OutputChoice Of(string path, GraphView view, ModelOverrides overrides)
    {
        ModelRefusal refusal = new(path, view);
        if (overrides.OutputKind is { } kind && !OutputKinds.All.Contains(kind))
        {
            throw Refusal.Of(DiagnosticIds.UnknownValue, path, $"The output kind '{kind}' is unknown; it may be {string.Join(", ", OutputKinds.All)}.");
        }

        LabelSource? label = ChooseLabel(refusal, view, overrides);
        if (overrides.OutputKind == OutputKinds.Label)
        {
            return label is null ? throw refusal.Unknown("No output is a label (whole numbers or text).") : new OutputChoice(null, label);
        }

        // A model that answers labels is attacked by its labels; only a kind in the spec asks for the scores inside.
        ScoreSource? score = ChooseScore(refusal, view, overrides) ?? (overrides.OutputKind is null ? null : label?.Inner);
        return score is null && label is null
            ? throw refusal.Unknown("No output looks like scores or labels of classes.")
            : new OutputChoice(score is null ? null : Overridden(score, overrides), label);
    }

    private static ScoreSource Overridden(ScoreSource score, ModelOverrides overrides) => overrides.OutputKind switch
    {
        OutputKinds.Probabilities => score with { Declared = score.Declared with { Reading = ScoreReading.Probabilities } },
        OutputKinds.Logits => score with { Declared = score.Declared with { Reading = ScoreReading.Logits }, Exact = [] },
        OutputKinds.LogProbabilities => score with { Declared = score.Declared with { Reading = ScoreReading.LogProbabilities } },
        _ => score,
    };

    private static ScoreSource? ChooseScore(ModelRefusal refusal, GraphView view, ModelOverrides overrides)
    {
        IEnumerable<string> outputs = view.Graph.Output.Where(output => MayScore(output.Type)).Select(output => output.Name);
        if (overrides.OutputName is { } wanted)
        {
            if (view.Graph.Output.All(output => output.Name != wanted))
            {
                throw refusal.Unknown($"The model has no output '{wanted}'.");
            }

            return outputs.Contains(wanted) ? ScoreTrace.Of(view, wanted, wanted) : null;
        }

        ScoreSource[] sources = [.. outputs.Select(name => ScoreTrace.Of(view, name, name)).Where(static source => source.Evidence > Evidence.None)];
        Evidence best = sources.Select(static source => source.Evidence).DefaultIfEmpty().Max();
        ScoreSource[] candidates = [.. sources.Where(source => source.Evidence == best).DistinctBy(source => Heart(view, source))];
        return candidates.Length switch
        {
            0 => null,
            1 => candidates[0],
            _ => OutputHints.Pick(candidates, static source => source.Output!, OutputHints.Score)
                ?? throw refusal.Unknown($"Several outputs could be the scores: {string.Join(", ", candidates.Select(source => $"'{source.Output}'"))}."),
        };
    }

    /// <summary>Two outputs made of the same numbers are one.</summary>
    private static string Heart(GraphView view, ScoreSource source) =>
        Passage.Origin(view, source.Exact.Count > 0 && source.Exact[0].Added.Count == 0 ? source.Exact[0].Signal.Value : source.Declared.Value);

    private static LabelSource? ChooseLabel(ModelRefusal refusal, GraphView view, ModelOverrides overrides)
    {
        IEnumerable<string> outputs = view.Graph.Output
            .Where(output => output.Type?.TensorType is { } tensor && ElementType.IsLabel(tensor.ElemType))
            .Select(output => output.Name);
        if (overrides.OutputName is { } wanted && outputs.Contains(wanted))
        {
            return LabelSource.Of(view, wanted) ?? throw refusal.Unknown($"The output '{wanted}' is an input handed on.");
        }

        LabelSource[] labels = [.. outputs.Select(name => LabelSource.Of(view, name)).OfType<LabelSource>()];
        return labels.Length <= 1 ? labels.FirstOrDefault() : OutputHints.Pick(labels, static label => label.Output, OutputHints.Label);
    }

    private static bool MayScore(TypeProto? type) =>
        type?.SequenceType is not null || type?.TensorType is not { } tensor || tensor.ElemType == 0 || ElementType.IsFloating(tensor.ElemType);
}
