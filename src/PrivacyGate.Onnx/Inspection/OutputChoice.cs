using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Which of a model's outputs answer: one with scores, one with the label, or both.</summary>
/// <param name="Score">Scores, or null when the model shows none.</param>
/// <param name="Label">Label, or null when the model shows none.</param>
internal sealed record OutputChoice(ScoreSource? Score, LabelSource? Label)
{
    public static OutputChoice Of(string path, GraphView view, bool isMlNet, ModelOverrides overrides)
    {
        ModelRefusal refusal = new(path, view);
        if (overrides.OutputKind is { } kind && !OutputKinds.All.Contains(kind))
        {
            throw Refusal.Of(DiagnosticIds.UnknownValue, path, $"The output kind '{kind}' is unknown; it may be {string.Join(", ", OutputKinds.All)}.");
        }

        var label = ChooseLabel(refusal, view, isMlNet, overrides);
        if (overrides.OutputKind == OutputKinds.Label)
        {
            return label is null ? throw refusal.Unknown("No output is a label (whole numbers or text).") : new OutputChoice(null, label);
        }

        // A model that answers labels is attacked by its labels; only a kind in the spec asks for the scores inside.
        var score = ChooseScore(refusal, view, isMlNet, overrides, label) ?? (overrides.OutputKind is null ? null : label?.Inner);
        return score is not null || label is not null ? new OutputChoice(score is null ? null : Overridden(score, overrides), label)
            : TaskGuess.OfLabels(view) is { } task ? throw refusal.NotAClassifier(task)
            : throw refusal.Unknown("No output looks like scores or labels of classes.");
    }

    private static ScoreSource Overridden(ScoreSource score, ModelOverrides overrides) => overrides.OutputKind switch
    {
        OutputKinds.Probabilities => score with { Declared = score.Declared with { Reading = ScoreReading.Probabilities } },
        OutputKinds.Logits => score with { Declared = score.Declared with { Reading = ScoreReading.Logits }, Exact = [] },
        OutputKinds.LogProbabilities => score with { Declared = score.Declared with { Reading = ScoreReading.LogProbabilities } },
        _ => score,
    };

    private static ScoreSource? ChooseScore(ModelRefusal refusal, GraphView view, bool isMlNet, ModelOverrides overrides, LabelSource? label)
    {
        if (overrides.OutputName is { } wanted)
        {
            ValueInfoProto output = view.Graph.Output.FirstOrDefault(output => output.Name == wanted) ?? throw refusal.Unknown($"The model has no output '{wanted}'.");
            return output.Name != label?.Output && ScoreCandidates.MayScore(output.Type) ? ScoreTrace.Of(view, wanted, wanted) : null;
        }

        var sources = ScoreCandidates.Of(view, isMlNet, label is null ? [] : [label.Output]);
        var best = sources.Select(static source => source.Certainty).DefaultIfEmpty().Max();
        ScoreSource[] candidates = [.. sources.Where(source => source.Certainty == best).DistinctBy(source => ScoreCandidates.Heart(view, source))];
        return candidates.Length switch
        {
            0 => null,
            1 => candidates[0],
            _ => ColumnOutputs.Of(view, [.. candidates.Select(static source => source.Output!)])
                ?? OutputHints.Pick(candidates, static source => source.Output!, OutputHints.Score)
                ?? throw (TaskGuess.OfOutputs(view) is { } task ? refusal.NotAClassifier(task) : refusal.Several(candidates.Select(static source => source.Output!))),
        };
    }

    private static LabelSource? ChooseLabel(ModelRefusal refusal, GraphView view, bool isMlNet, ModelOverrides overrides)
    {
        if (overrides.OutputName is { } wanted && view.Graph.Output.Any(output => output.Name == wanted && ElementType.IsLabel(output.Type?.TensorType?.ElemType ?? 0)))
        {
            return LabelSource.Of(view, wanted) ?? throw refusal.Unknown($"The output '{wanted}' is an input handed on.");
        }

        LabelSource[] all = [.. view.Graph.Output.Where(output => MayLabel(view, output)).Select(output => LabelSource.Of(view, output.Name)).OfType<LabelSource>().Where(IsLabel)];

        // ML.NET shows every column, texts and numbers of categories among them.
        var labels = isMlNet || all.Any(static label => label.IsPicked) ? [.. all.Where(static label => label.IsPicked)] : all;
        return labels.Length <= 1 ? labels.FirstOrDefault() : OutputHints.Pick(labels, static label => label.Output, OutputHints.Label);
    }

    /// <summary>One value a record, as far as the file says.</summary>
    private static bool MayLabel(GraphView view, ValueInfoProto output) =>
        output.Type?.TensorType is { } tensor && (ElementType.IsLabel(tensor.ElemType) || ElementType.IsFloating(tensor.ElemType))
        && (view.ShapeOf(output.Name) is not { Length: > 0 } shape || shape[1..].All(static axis => axis is 1 or -1));

    /// <summary>Numbers with a fraction are labels where a table made them of classes, or a threshold made them 0 and 1.</summary>
    private static bool IsLabel(LabelSource label) =>
        !ElementType.IsFloating(label.ElementType) || (label.Maker != LabelMaker.Unknown && (label.IsDecoded || label.Maker is LabelMaker.Largest or LabelMaker.Threshold));
}
