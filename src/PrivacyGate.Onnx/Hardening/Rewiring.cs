using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>Puts guarded scores in the place of the raw ones for every output but the label.</summary>
internal static class Rewiring
{
    /// <param name="path">The file, for messages.</param>
    /// <param name="model">The model; not touched.</param>
    /// <param name="view">Its graph.</param>
    /// <param name="scores">What is guarded.</param>
    /// <param name="raw">New name of the scores as they were.</param>
    /// <param name="guarded">The guarded scores.</param>
    /// <param name="added">The nodes between the two.</param>
    /// <returns>The changed copy, and its outputs that are not made from the scores.</returns>
    /// <exception cref="InputException">PG0047: the scores go through a body of If, Loop or Scan.</exception>
    public static (ModelProto Model, IReadOnlyList<string> Others) Of(string path, ModelProto model, GraphView view, GuardedScores scores, string raw, string guarded, IEnumerable<NodeProto> added)
    {
        var copy = model.Clone();
        var graph = copy.Graph;
        if (Behind(view, scores.Value).FirstOrDefault(static node => node.Attribute.Any(static attribute => attribute.G is not null || attribute.Graphs.Count > 0)) is { } nested)
        {
            throw Refusal.Of(DiagnosticIds.CannotHarden, path, $"The scores go through {Refusal.Describe(nested)}, which holds a graph of its own. Export the model so that its scores leave it directly.");
        }

        NodeProto[] behind = [.. Behind(view, scores.Value).Select(static node => node.Clone())];
        var outputs = graph.Output.Select(static output => output.Name).ToHashSet(StringComparer.Ordinal);
        string[] labels = scores.Label is { } own ? [own] : [];

        // What is made from the scores is made twice: from the guarded ones under its own name, from the raw ones for the label.
        var made = behind.SelectMany(static node => node.Output).Where(name => name.Length > 0 && !labels.Contains(name)).ToHashSet(StringComparer.Ordinal);
        string Raw(string name) => name == scores.Value ? raw : made.Contains(name) ? raw + "/" + name : name;
        foreach (var node in graph.Node)
        {
            Rename(node.Input, Raw);
            Rename(node.Output, Raw);
        }

        foreach (var node in behind)
        {
            node.Name = node.Name.Length > 0 ? node.Name + "/guarded" : "";
            Rename(node.Output, name => labels.Contains(name) ? raw + "/guarded/" + name : name);
        }

        graph.Node.Add(added);
        graph.Node.Add(new NodeProto { OpType = "Identity", Name = raw + "/guarded", Input = { guarded }, Output = { scores.Value } });
        graph.Node.Add(behind);
        graph.ValueInfo.Clear();
        if (!copy.OpsetImport.Any(static set => set.Domain is "" or "ai.onnx"))
        {
            copy.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = GraphSurgery.FallbackOpset });
        }

        return (copy, [.. outputs.Where(output => output != scores.Value && output != scores.Label && !made.Contains(output))]);
    }

    /// <summary>Nodes that a value flows into, in order.</summary>
    private static IEnumerable<NodeProto> Behind(GraphView view, string value)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { value };
        foreach (var node in view.TopologicalOrder.Where(node => TopologicalOrder.Uses(node).Any(reached.Contains)))
        {
            reached.UnionWith(node.Output);
            yield return node;
        }
    }

    private static void Rename(Google.Protobuf.Collections.RepeatedField<string> names, Func<string, string> change)
    {
        for (var i = 0; i < names.Count; i++)
        {
            names[i] = change(names[i]);
        }
    }
}
