using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>
/// Counts what the runtime will make of a graph. It writes functions out where they are called, so functions that call
/// each other twice double the graph at each level, and it sets up each body of If, Loop and Scan as a graph of its own.
/// </summary>
internal sealed class GraphSize
{
    // Measured with sessions of 10,000 each: writing a call out takes as long as some ten nodes, a body as 25.
    private const double Call = 10;
    private const double Body = 25;

    private readonly Dictionary<(string, string), FunctionProto> functions;
    private readonly Dictionary<FunctionProto, double> known = new(ReferenceEqualityComparer.Instance);

    private GraphSize(ModelProto model) => functions = model.Functions.ToDictionary(static function => (function.Domain, function.Name));

    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; its functions do not call themselves.</param>
    /// <param name="limits">What it is held against.</param>
    /// <exception cref="InputException">PG0311.</exception>
    public static void Check(string path, ModelProto model, ModelLimits limits)
    {
        var size = new GraphSize(model);
        var total = size.Of(model.Graph.Node);
        if (total > limits.Nodes)
        {
            var largest = model.Graph.Node.MaxBy(size.Of)!;
            throw Refusal.Of(
                DiagnosticIds.GraphTooLarge,
                path,
                FormattableString.Invariant($"The graph counts {total:0} nodes with its functions written out, more than the limit of {limits.Nodes}; {Refusal.Describe(largest)} alone counts {size.Of(largest):0}. If the model is sound, raise 'limits.nodes' in the spec."));
        }
    }

    private double Of(IEnumerable<NodeProto> nodes) => nodes.Sum(Of);

    private double Of(NodeProto node) =>
        1 + GraphWalk.Subgraphs(node).Sum(graph => Body + Of(graph.Node))
        + (functions.TryGetValue((node.Domain, node.OpType), out var function) ? Call + Of(function) : 0);

    private double Of(FunctionProto function) =>
        known.TryGetValue(function, out var size) ? size : known[function] = Of(function.Node);
}
