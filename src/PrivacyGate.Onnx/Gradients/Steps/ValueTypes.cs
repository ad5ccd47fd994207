using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>
/// Axes and element types of every value of a graph. Files leave most of them out and operators compute some, so the
/// graph is run with two batches: an axis that differs grows with the batch.
/// </summary>
/// <param name="Shapes">Axes by value; -1 for those that grow with the batch.</param>
/// <param name="ElementTypes">ONNX element types by value; 0 for what is no tensor.</param>
/// <param name="Integers">Whole numbers the graph computes from axes and constants only (targets of Reshape, bounds of Slice), where no open axis takes part.</param>
internal sealed record ValueTypes(
    IReadOnlyDictionary<string, long[]> Shapes, IReadOnlyDictionary<string, int> ElementTypes, IReadOnlyDictionary<string, long[]> Integers)
{
    // Two numbers of records that no fixed axis is likely to follow.
    private const int Fewer = 2;
    private const int More = 3;

    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; its batch axis is open.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="recordShapes">Axes of a record for each input; null takes the likeliest ones the model runs with.</param>
    /// <exception cref="InputException">PG0027: the model does not run with records of that shape.</exception>
    public static ValueTypes Of(string path, ModelProto model, IReadOnlyList<ModelInput> inputs, IReadOnlyList<IReadOnlyList<int>>? recordShapes)
    {
        var view = new GraphView(model.Graph);
        IReadOnlyList<IReadOnlyList<int>>[] candidates = recordShapes is null ? [.. ProbeRecords.Shapes(view, inputs)] : [recordShapes];
        InputException? failure = null;
        foreach (var shapes in candidates)
        {
            try
            {
                return Of(path, model, view, inputs, shapes);
            }
            catch (InputException e) when (e.Diagnostic.Id == DiagnosticIds.ModelFailed)
            {
                // Of several shapes the likeliest came first: its failure is the one worth telling.
                failure ??= e;
            }
        }

        throw failure!;
    }

    /// <summary>Joins what two batches of different size showed.</summary>
    public static ValueTypes Of(GraphView view, Dictionary<string, SeenValue> fewer, Dictionary<string, SeenValue> more) => new(
        fewer.ToDictionary(static pair => pair.Key, pair => Open(pair.Value.Shape, more[pair.Key].Shape), StringComparer.Ordinal),
        fewer.ToDictionary(static pair => pair.Key, static pair => pair.Value.ElementType, StringComparer.Ordinal),
        OfAxes(view)
            .Where(name => fewer[name].Integers is { } some && more[name].Integers is { } others && some.SequenceEqual(others))
            .ToDictionary(static name => name, name => fewer[name].Integers!, StringComparer.Ordinal));

    /// <summary>What the graph brings along and what a run answered.</summary>
    public static Dictionary<string, SeenValue> Seen(GraphProto graph, IEnumerable<string> names, IEnumerable<OrtValue> values)
    {
        var seen = graph.Initializer.ToDictionary(static tensor => tensor.Name, static tensor => new SeenValue([.. tensor.Dims], tensor.DataType, null), StringComparer.Ordinal);
        foreach ((var name, var value) in names.Zip(values))
        {
            seen[name] = SeenValue.Of(value);
        }

        return seen;
    }

    /// <summary>Values made of axes and constants only.</summary>
    private static HashSet<string> OfAxes(GraphView view)
    {
        var free = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder)
        {
            if (node.Is("Shape") || node.Is("Size") || TopologicalOrder.Uses(node).All(name => free.Contains(name) || view.InitializerOf(name) is not null))
            {
                free.UnionWith(node.Output.Where(static name => name.Length > 0));
            }
        }

        return free;
    }

    /// <summary>All that the nodes make.</summary>
    public static string[] Made(GraphProto graph) => [.. graph.Node.SelectMany(static node => node.Output).Where(static name => name.Length > 0)];

    private static ValueTypes Of(string path, ModelProto model, GraphView view, IReadOnlyList<ModelInput> inputs, IReadOnlyList<IReadOnlyList<int>> shapes)
    {
        var made = Made(model.Graph);
        using var session = ModelSession.Open(path, GraphSurgery.Cut(model, made), inputs, CancellationToken.None);
        return Of(view, Run(Fewer), Run(More));

        Dictionary<string, SeenValue> Run(int records)
        {
            var blocks = ProbeRecords.Make(view, inputs, shapes, records);
            using var values = session.Run(blocks, 0, records, records, CancellationToken.None);
            var seen = Seen(model.Graph, made, values);
            foreach ((var input, var shape) in inputs.Zip(shapes))
            {
                seen[input.Name] = new SeenValue([records, .. shape], view.ElementTypeOf(input.Name), null);
            }

            return seen;
        }
    }

    private static long[] Open(long[] fewer, long[] more) => [.. fewer.Zip(more, static (one, other) => one == other ? one : -1)];
}
