using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Holds a graph to the rules the rest of the code relies on: one definition a value, no use without one, no cycle.</summary>
internal sealed class GraphCheck
{
    private readonly string path;

    private GraphCheck(string path) => this.path = path;

    public static void Check(string path, ModelProto model)
    {
        if (model.OpsetImport.Count == 0)
        {
            throw Malformed(path, "The model names no operator set");
        }

        var check = new GraphCheck(path);
        check.CheckGraph(model.Graph, Scope.Empty);
        if (model.Graph.Output.Count == 0)
        {
            throw Malformed(path, "The graph has no output");
        }

        FunctionCheck.Check(path, model);
    }

    private void CheckGraph(GraphProto graph, Scope outer)
    {
        var scope = new Scope(outer);
        foreach (var name in graph.Input.Select(input => input.Name))
        {
            Define(scope, name, "a graph input");
        }

        // Up to IR version 3 an initializer also stands among the inputs, so the two may share a name.
        var initializers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Initializer.Select(tensor => tensor.Name)
            .Concat(graph.SparseInitializer.Select(sparse => sparse.Values?.Name ?? "")))
        {
            if (!initializers.Add(name))
            {
                throw Malformed(path, $"Two initializers are called '{name}'");
            }

            scope.Own.Add(name);
        }

        foreach (var value in graph.Input.Concat(graph.Output))
        {
            CheckShape(value);
        }

        foreach (var node in graph.Node)
        {
            foreach (var name in node.Output.Where(name => name.Length > 0))
            {
                Define(scope, name, Refusal.Describe(node));
            }
        }

        CheckUses(graph, scope);
    }

    private void CheckUses(GraphProto graph, Scope scope)
    {
        foreach (var node in graph.Node)
        {
            if (node.Input.FirstOrDefault(name => name.Length > 0 && !scope.Knows(name)) is { } unknown)
            {
                throw Malformed(path, $"{Refusal.Describe(node)} uses '{unknown}', which nothing defines");
            }

            foreach (var body in GraphWalk.Subgraphs(node))
            {
                CheckGraph(body, scope);
            }
        }

        var outputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Output.Select(output => output.Name))
        {
            if (!scope.Knows(name))
            {
                throw Malformed(path, $"The graph's output '{name}' is defined by nothing");
            }

            if (!outputs.Add(name))
            {
                throw Malformed(path, $"The graph's output '{name}' is listed twice");
            }
        }

        if (TopologicalOrder.Of(graph) is { Cycle: { } node2 })
        {
            throw Malformed(path, $"The graph is cyclic: {Refusal.Describe(node2)} needs its own output");
        }
    }

    private void CheckShape(ValueInfoProto value)
    {
        UInt128 count = 1;
        foreach (var axis in value.Type?.TensorType?.Shape?.Dim.Select(GraphView.Axis).Where(static axis => axis > 0) ?? [])
        {
            count *= (UInt128)axis;
            if (count > int.MaxValue)
            {
                throw Malformed(path, $"'{value.Name}' claims more than 2^31 values");
            }
        }
    }

    private void Define(Scope scope, string name, string by)
    {
        if (name.Length == 0 || !scope.Own.Add(name))
        {
            throw Malformed(path, name.Length == 0 ? "A graph input has no name" : $"'{name}' is defined twice, the second time by {by}");
        }
    }

    internal static InputException Malformed(string path, string what) =>
        Refusal.Of(DiagnosticIds.GraphMalformed, path, $"{what}. The model is malformed; export it again.");

    /// <summary>Names a graph may use: its own and those of the graphs around it (bodies of If, Loop and Scan see outward).</summary>
    private sealed class Scope(Scope? outer)
    {
        public static Scope Empty { get; } = new(null);

        public HashSet<string> Own { get; } = new(StringComparer.Ordinal);

        public bool Knows(string name) => Own.Contains(name) || (outer?.Knows(name) ?? false);
    }
}
