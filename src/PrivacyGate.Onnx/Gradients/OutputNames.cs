using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>Lets the node that makes an output bear its name, in place of an Identity behind it, which would copy it at every step.</summary>
internal static class OutputNames
{
    public static void Settle(GraphProto graph)
    {
        var outputs = graph.Output.Select(static output => output.Name).ToHashSet(StringComparer.Ordinal);
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var made = graph.Node.SelectMany(static node => node.Output).ToHashSet(StringComparer.Ordinal);
        List<NodeProto> kept = [];
        foreach (var node in graph.Node)
        {
            // A value with two names keeps an Identity for the second.
            var drop = node.Is("Identity") && outputs.Contains(node.Output[0]) && made.Contains(node.Input[0])
                && !outputs.Contains(node.Input[0]) && renamed.TryAdd(node.Input[0], node.Output[0]);
            if (!drop)
            {
                kept.Add(node);
            }
        }

        foreach (var node in kept)
        {
            Rename(node.Input, renamed);
            Rename(node.Output, renamed);
        }

        graph.Node.Clear();
        graph.Node.Add(kept);
    }

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, Dictionary<string, string> renamed)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = renamed.GetValueOrDefault(names[i], names[i]);
        }
    }
}
