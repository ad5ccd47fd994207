using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>The scores of a model that guards are to be put behind.</summary>
/// <param name="Value">The value in the graph that all outputs of them are made from.</param>
/// <param name="Reading">Its form.</param>
/// <param name="Outputs">The model's outputs that show it; several where each class is an output of its own.</param>
/// <param name="Label">The output with the label, which the graph picks from scores; null for none. Any other whole number may be a score itself.</param>
internal sealed record GuardedScores(string Value, ScoreReading Reading, IReadOnlyList<string> Outputs, string? Label)
{
    /// <summary>The form in words.</summary>
    public string Words => Reading switch
    {
        ScoreReading.Probabilities => "probabilities",
        ScoreReading.SingleProbability => "the probability of the second class",
        ScoreReading.SingleLogit => "the logit of the second class",
        _ => "logarithms of the guarded probabilities",
    };

    /// <exception cref="InputException">PG0047: the model answers labels alone, or scores of a form that no guard knows.</exception>
    public static GuardedScores Of(OnnxFile file, ModelInspection inspection, ModelOverrides overrides)
    {
        var view = new GraphView(file.Model.Graph);
        var choice = OutputChoice.Of(file.Path, view, MlNetKeys.Made(file.Model), overrides);
        if (choice.Score is not { Output: { } shown } source)
        {
            throw Refusal.Of(DiagnosticIds.CannotHarden, file.Path, "The model answers labels alone, and nothing but the label leaves it; there are no scores to guard.");
        }

        if (inspection.Plan.Shown is not { } reading || !ScoreForms.Knows(reading))
        {
            throw Refusal.Of(DiagnosticIds.CannotHarden, file.Path, $"The scores '{shown}' have a form that no guard knows. Export the model with probabilities or logits.");
        }

        string[] outputs = file.Model.Graph.Output.Any(output => output.Name == shown) ? [shown] : [.. shown.Split(", ")];
        var isOneTensor = outputs is [var only] && view.TypeOf(only)?.SequenceType is null;
        return new GuardedScores(isOneTensor ? outputs[0] : source.Declared.Value, reading, outputs, choice.Label is { IsPicked: true } label ? label.Output : null);
    }
}
