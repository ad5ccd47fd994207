using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The classes of a model, from the spec, its label output or its score output, which must not contradict each other.</summary>
/// <param name="Classes">Count and names.</param>
/// <param name="LabelNames">What each class is called in the label output, or null when the label is the number of the class.</param>
internal sealed record ClassDecision(ClassList Classes, IReadOnlyList<string>? LabelNames)
{
    /// <summary>True when ML.NET's own table names the classes.</summary>
    public bool FromKeys { get; init; }

    /// <param name="path">The model, for messages.</param>
    /// <param name="count">Classes by the width of the scores, or null for a label-only model.</param>
    /// <param name="score">Where scores come from.</param>
    /// <param name="label">Where the label comes from.</param>
    /// <param name="overrides">What the spec says.</param>
    public static ClassDecision Of(string path, int? count, ScoreSource? score, LabelSource? label, ModelOverrides overrides)
    {
        var own = label?.ClassNames ?? Counted(label, count) ?? score?.ClassNames;
        var names = overrides.Classes ?? own;
        CheckCounts(path, count, overrides.Classes, label?.ClassNames, score?.ClassNames);
        var classes = count ?? names?.Count ?? (label?.ElementType == ElementType.Bool ? 2 : 0);
        return new ClassDecision(new ClassList(classes, names), NamesIn(path, label, Counted(label, classes), own ?? overrides.Classes));
    }

    /// <summary>As <see cref="Of"/> for a model of ML.NET with more than two classes, whose own numbers are keys and mean nothing to the data.</summary>
    /// <param name="path">The model, for messages.</param>
    /// <param name="count">Classes by the width of the scores, or null for a label-only model.</param>
    /// <param name="label">Where the label comes from.</param>
    /// <param name="table">The labels by their keys, as the file has them, or null.</param>
    /// <param name="overrides">What the spec says.</param>
    public static ClassDecision OfKeys(string path, int? count, LabelSource? label, IReadOnlyList<string>? table, ModelOverrides overrides)
    {
        var own = (label is { IsDecoded: true } ? label.ClassNames : null) ?? table;
        var names = overrides.Classes ?? own ?? throw Refusal.Of(
            DiagnosticIds.ModelShapeUnknown,
            path,
            "ML.NET numbers classes by their first occurrence in the training data, and this file has no table that says which label each number is. "
            + "List the labels in the spec under \"classes\", in the order of the scores: read it from the slot names of the column Score (GetSlotNames), or export the model with MapKeyToValue for PredictedLabel.");
        CheckCounts(path, count, overrides.Classes, own);
        if (own is not null && overrides.Classes is { } stated && !stated.SequenceEqual(own) && stated.ToHashSet(StringComparer.Ordinal).SetEquals(own))
        {
            throw Refusal.Of(
                DiagnosticIds.ModelShapeUnknown, path, $"The spec lists \"classes\" in another order than the model's own table, which is {string.Join(", ", own.Take(20).Select(static name => $"\"{name}\""))}. Remove \"classes\" from the spec, or list this order.");
        }

        var inLabel = label is null ? null
            : label.IsDecoded ? label.ClassNames ?? names
            : label.ClassNames ?? Counted(label, names.Count) ?? Numbers(1, names.Count);
        return new ClassDecision(new ClassList(count ?? names.Count, names), inLabel) { FromKeys = overrides.Classes is null };
    }

    /// <summary>What a label that counts classes calls them, where it does not begin with 0.</summary>
    public static IReadOnlyList<string>? Counted(LabelSource? label, int? count) =>
        label?.FirstNumber is { } first && first != 0 && count is > 0 ? Numbers(first, count.Value) : null;

    private static string[] Numbers(long first, int count) => [.. Enumerable.Range(0, count).Select(i => ClassNames.Text(first + i))];

    /// <param name="path">The model, for messages.</param>
    /// <param name="scored">Classes by the width of the scores, or null for a label-only model.</param>
    /// <param name="stated">What the spec lists, or null.</param>
    /// <param name="own">The model's lists, null where it has none.</param>
    private static void CheckCounts(string path, int? scored, IReadOnlyList<string>? stated, params ReadOnlySpan<IReadOnlyList<string>?> own)
    {
        foreach (var list in (ReadOnlySpan<IReadOnlyList<string>?>)[stated, .. own])
        {
            if (list is not null && (list.Count == 0 || list.Count != (scored ?? stated?.Count ?? list.Count)))
            {
                throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, scored is null && stated is not null
                    ? FormattableString.Invariant($"The spec names {stated.Count} classes, but the model's own list has {list.Count}. Name as many under \"classes\" in the spec, or leave the key out.")
                    : FormattableString.Invariant($"The model scores {scored} classes but {list.Count} are named. Name as many classes as there are scores under \"classes\" in the spec, or export the model again."));
            }
        }
    }

    private static IReadOnlyList<string>? NamesIn(string path, LabelSource? label, IReadOnlyList<string>? counted, IReadOnlyList<string>? names)
    {
        if (label is null || label.FirstNumber is not null || label.ElementType == ElementType.Bool)
        {
            return counted;
        }

        if (label.ElementType == ElementType.Text)
        {
            return label.ClassNames ?? names ?? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path,
                $"The label '{label.Output}' is text and the model lists no classes. List them in the spec under \"classes\".");
        }

        return names is not null && names.All(static name => Runtime.LabelNumber.TryParse(name, out _)) ? names : null;
    }
}
