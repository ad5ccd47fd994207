using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>What a file that guards were written into says of its scores: coarse numbers do not show any more what they are.</summary>
internal static class StatedScores
{
    /// <summary>Key of the metadata; its value is one of <see cref="OutputKinds"/>, a blank, and the output's name.</summary>
    public const string MetadataKey = "privacygate.scores";

    /// <summary>What the spec says, and where it is silent what the file says.</summary>
    public static ModelOverrides Under(OnnxFile file, ModelOverrides overrides) =>
        overrides.OutputKind is null && Entry(file.Model)?.Value.Split(' ', 2) is [var kind, var output]
        && OutputKinds.All.Contains(kind) && (overrides.OutputName ?? output) == output && file.Model.Graph.Output.Any(shown => shown.Name == output)
            ? overrides with { OutputKind = kind, OutputName = output }
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
