using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>
/// What a file that guards were written into says of its scores: coarse numbers do not show any more what they are. It tells how
/// to read the output that is read anyway, and nothing else: a model file is not reviewed as a spec is.
/// </summary>
internal static class StatedScores
{
    /// <summary>Key of the metadata; its value is one of <see cref="Kinds"/>, a blank, and the output's name.</summary>
    public const string MetadataKey = "privacygate.scores";

    private static readonly string[] Kinds = [OutputKinds.Probabilities, OutputKinds.Logits];

    /// <summary>What the spec says, and where it is silent what the file says.</summary>
    /// <param name="model">The file.</param>
    /// <param name="overrides">What the spec says.</param>
    /// <param name="score">The output that is read, found without the file's word; null for none.</param>
    public static ModelOverrides Under(ModelProto model, ModelOverrides overrides, ScoreSource? score) =>
        overrides.OutputKind is null && score is { Output: { } read, Certainty: not Certainty.ScoreOperator }
        && Entry(model)?.Value.Split(' ', 2) is [var kind, var output] && Kinds.Contains(kind) && read == output
            ? overrides with { OutputKind = kind }
            : overrides;

    /// <summary>Says it.</summary>
    public static void Write(ModelProto model, string output, string kind)
    {
        if (Entry(model) is { } before)
        {
            model.MetadataProps.Remove(before);
        }

        model.MetadataProps.Add(new StringStringEntryProto { Key = MetadataKey, Value = $"{kind} {output}" });
    }

    private static StringStringEntryProto? Entry(ModelProto model) => model.MetadataProps.FirstOrDefault(static entry => entry.Key == MetadataKey);
}
