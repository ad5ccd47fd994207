using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The classes of a model, from the spec, its label output or its score output, which must not contradict each other.</summary>
/// <param name="Classes">Count and names.</param>
/// <param name="LabelNames">What each class is called in the label output, or null when the label is the number of the class.</param>
internal sealed record ClassDecision(ClassList Classes, IReadOnlyList<string>? LabelNames)
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="count">Classes by the width of the scores, or null for a label-only model.</param>
    /// <param name="score">Where scores come from.</param>
    /// <param name="label">Where the label comes from.</param>
    /// <param name="overrides">What the spec says.</param>
    public static ClassDecision Of(string path, int? count, ScoreSource? score, LabelSource? label, ModelOverrides overrides)
    {
        IReadOnlyList<string>? own = label?.ClassNames ?? score?.ClassNames;
        IReadOnlyList<string>? names = overrides.Classes ?? own;
        foreach (IReadOnlyList<string> list in new[] { overrides.Classes, label?.ClassNames, score?.ClassNames }.OfType<IReadOnlyList<string>>())
        {
            if (list.Count != (count ?? names!.Count) || list.Count == 0)
            {
                throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, FormattableString.Invariant(
                    $"The model scores {count ?? names!.Count} classes but {list.Count} are named. Name as many classes as there are scores under \"classes\" in the spec, or export the model again."));
            }
        }

        int classes = count ?? names?.Count ?? (label?.ElementType == ElementType.Bool ? 2 : 0);
        return new ClassDecision(new ClassList(classes, names), NamesIn(path, label, own ?? overrides.Classes));
    }

    private static IReadOnlyList<string>? NamesIn(string path, LabelSource? label, IReadOnlyList<string>? names)
    {
        if (label is null || label.IsClassNumber || label.ElementType == ElementType.Bool)
        {
            return null;
        }

        if (label.ElementType == ElementType.Text)
        {
            return names ?? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path,
                $"The label '{label.Output}' is text and the model lists no classes. List them in the spec under \"classes\".");
        }

        return names is not null && names.All(static name => LabelNumber.TryParse(name, out _)) ? names : null;
    }
}
