using System.Text.RegularExpressions;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Names the node whose operator the runtime does not have.</summary>
internal static partial class OperatorCheck
{
    private static readonly HashSet<string> RuntimeDomains =
        ["", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training", "ai.onnx.preview", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc", "org.pytorch.aten"];

    /// <summary>Refuses operators of domains ONNX Runtime has no operators for, unless the model defines them itself.</summary>
    public static void CheckDomains(string path, ModelProto model)
    {
        var functions = model.Functions.Select(function => (function.Domain, function.Name)).ToHashSet();
        var foreign = GraphWalk.Nodes(model)
            .FirstOrDefault(node => !RuntimeDomains.Contains(node.Domain) && !functions.Contains((node.Domain, node.OpType)));
        if (foreign is not null)
        {
            throw Unsupported(path, foreign, null);
        }
    }

    /// <summary>The refusal for a session that failed for want of an operator, or null when it failed for another reason.</summary>
    public static InputException? Explain(string path, ModelProto model, Exception failure)
    {
        var match = MissingOperator().Match(failure.Message);
        var op = match.Groups["op"].Value;
        var name = NodeName().Match(failure.Message).Groups["node"].Value;
        NodeProto[] nodes = match.Success ? [.. GraphWalk.Nodes(model).Where(node => node.OpType == op)] : [];
        return nodes.Length == 0 ? null : Unsupported(path, nodes.FirstOrDefault(node => node.Name == name) ?? nodes[0], failure);
    }

    private static InputException Unsupported(string path, NodeProto node, Exception? inner)
    {
        var domain = node.Domain is "" ? "ai.onnx" : node.Domain;
        return Refusal.Of(
            DiagnosticIds.OperatorUnsupported,
            path,
            $"{Refusal.Describe(node)} uses the operator {node.OpType} of domain '{domain}', which ONNX Runtime does not have at the model's operator set. Export the model with standard operators.",
            inner);
    }

    [GeneratedRegex(@"(No Op registered for |Could not find an implementation for |no kernel[^:]*: |\S+:(?=\w+\(-?\d+\) is not a registered))(?<op>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex MissingOperator();

    [GeneratedRegex(@"(node with name '|Error in Node:\s*)(?<node>[^'\s]*)", RegexOptions.IgnoreCase)]
    private static partial Regex NodeName();
}
