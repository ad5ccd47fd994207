using System.Text;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Words for refusing a model: names from the file are foreign text and come out as one printable line, letters of any script as they are.</summary>
internal static class Refusal
{
    private const int LongestText = 600;

    public static InputException Of(string id, string path, string message, Exception? inner = null) =>
        new(Diagnostic.Error(id, OneLine(message), new SourceLocation(path)), inner);

    /// <summary>Printable ASCII, letters and digits on one line, without " [", cut at a readable length.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            char printable = c is '\r' or '\n' or '\t' ? ' ' : c is >= ' ' and <= '~' || char.IsLetterOrDigit(c) ? c : '?';
            if (printable == ' ' && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            line.Append(printable == '[' && line.Length > 0 && line[^1] == ' ' ? '(' : printable);
            if (line.Length == LongestText)
            {
                line.Append("...");
                break;
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A node as people find it in a viewer: by name, else by what it makes.</summary>
    public static string Describe(NodeProto node) =>
        node.Name.Length > 0 ? $"node '{node.Name}' ({node.OpType})"
        : node.Output.Count > 0 ? $"the {node.OpType} node that makes '{node.Output[0]}'"
        : $"an unnamed {node.OpType} node";
}
