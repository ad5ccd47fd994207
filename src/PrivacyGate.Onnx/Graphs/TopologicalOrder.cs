using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Nodes in an order in which every value is made before it is used; file order wherever that is free.</summary>
/// <param name="Nodes">The order; without the nodes of a cycle.</param>
/// <param name="Cycle">A node that needs its own output, or null when the graph has no cycle.</param>
internal sealed record TopologicalOrder(IReadOnlyList<NodeProto> Nodes, NodeProto? Cycle)
{
    public static TopologicalOrder Of(GraphProto graph)
    {
        var producers = Producers(graph);
        var waiting = new int[graph.Node.Count];
        List<int>[] followers = [.. graph.Node.Select(_ => new List<int>())];
        for (var i = 0; i < graph.Node.Count; i++)
        {
            foreach (var name in Uses(graph.Node[i]))
            {
                if (producers.TryGetValue(name, out var producer))
                {
                    waiting[i]++;
                    followers[producer].Add(i);
                }
            }
        }

        var order = Sort(graph, waiting, followers);
        return new TopologicalOrder(order, order.Count == graph.Node.Count ? null : InCycle(graph, waiting, producers));
    }

    /// <summary>All values a node reads, those its subgraphs take from outside included.</summary>
    public static IEnumerable<string> Uses(NodeProto node) =>
        node.Input.Where(name => name.Length > 0).Concat(GraphWalk.Subgraphs(node).SelectMany(OuterUses)).Distinct(StringComparer.Ordinal);

    private static Dictionary<string, int> Producers(GraphProto graph)
    {
        var producers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Node.Count; i++)
        {
            foreach (var name in graph.Node[i].Output)
            {
                producers[name] = i;
            }
        }

        return producers;
    }

    private static List<NodeProto> Sort(GraphProto graph, int[] waiting, List<int>[] followers)
    {
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, waiting.Length).Where(i => waiting[i] == 0).Select(i => (i, i)));
        var order = new List<NodeProto>(waiting.Length);
        while (ready.TryDequeue(out var i, out _))
        {
            order.Add(graph.Node[i]);
            foreach (var follower in followers[i])
            {
                if (--waiting[follower] == 0)
                {
                    ready.Enqueue(follower, follower);
                }
            }
        }

        return order;
    }

    /// <summary>Walks backwards among the nodes left over until one comes up again: that one lies on a cycle.</summary>
    private static NodeProto InCycle(GraphProto graph, int[] waiting, Dictionary<string, int> producers)
    {
        var at = Array.FindIndex(waiting, static count => count > 0);
        var seen = new HashSet<int>();
        while (seen.Add(at))
        {
            at = Uses(graph.Node[at]).Select(name => producers.GetValueOrDefault(name, -1)).First(i => i >= 0 && waiting[i] > 0);
        }

        return graph.Node[at];
    }

    private static IEnumerable<string> OuterUses(GraphProto body)
    {
        var own = new HashSet<string>(
            body.Input.Select(input => input.Name)
                .Concat(body.Initializer.Select(tensor => tensor.Name))
                .Concat(body.Node.SelectMany(node => node.Output)),
            StringComparer.Ordinal);
        return body.Node.SelectMany(Uses).Concat(body.Output.Select(output => output.Name)).Where(name => !own.Contains(name));
    }
}
