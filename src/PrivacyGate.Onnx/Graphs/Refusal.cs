using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Words for refusing a model.</summary>
internal static class Refusal
{
    /// <summary>Names in the file may be of any length.</summary>
    private const int LongestText = 600;

    public static InputException Of(string id, string path, string message, Exception? inner = null) =>
        new(Diagnostic.Error(id, PlainText.Clip(message, LongestText), new SourceLocation(path)), inner);

    /// <summary>A line that is no diagnostic.</summary>
    public static string Line(string text) => PlainText.Clip(PlainText.Message(text), LongestText);

    /// <summary>A node as people find it in a viewer: by name, else by what it makes.</summary>
    public static string Describe(NodeProto node) =>
        node.Name.Length > 0 ? $"node '{node.Name}' ({node.OpType})"
        : node.Output.Count > 0 ? $"the {node.OpType} node that makes '{node.Output[0]}'"
        : $"an unnamed {node.OpType} node";
}
