using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Tables;

/// <summary>
/// The tables of a graph: its constants of any numeric type, and what it computes from them. Small files keep records in
/// 8 or 16 bits and scale them when they are loaded.
/// </summary>
internal static class ConstantTables
{
    /// <summary>Values computed from constants that are looked at, the first in the order of the graph.</summary>
    private const int MostComputed = 64;

    public static IEnumerable<StoredTable> Of(string path, ModelProto model)
    {
        IEnumerable<(string Name, TensorProto Tensor)> constants = model.Graph.Initializer.Select(static tensor => (tensor.Name, tensor))
            .Concat(model.Graph.Node.Where(static node => node.Is("Constant") && node.Tensor("value") is not null).Select(static node => (node.Output[0], node.Tensor("value")!)));
        return constants.Select(pair => OfConstant(path, model, pair.Name, pair.Tensor)).OfType<StoredTable>().Concat(Computed(path, model));
    }

    private static StoredTable? OfConstant(string path, ModelProto model, string name, TensorProto tensor) => SingleNumbers.IsNumeric(tensor.DataType)
        ? StoredTable.Of($"initializer '{name}'", tensor.Dims, StoredPrecision.Of(tensor.DataType), () => tensor.DataType is ElementType.Float or ElementType.Double ? SingleNumbers.Of(tensor) : Read(path, model, name))
        : null;

    private static IEnumerable<StoredTable> Computed(string path, ModelProto model)
    {
        var computed = Precisions(new GraphView(model.Graph));
        string[] names = [.. computed.Keys.Take(MostComputed)];
        return names.Length == 0 || !ConstantValues.CanCompute(model, names) ? []
            : ConstantValues.Compute(path, model, names, static (name, value) => (Name: name, Axes: SingleNumbers.AxesOf(value)))
                .Select(value => StoredTable.Of($"constant '{value.Name}'", value.Axes, computed[value.Name], () => Read(path, model, value.Name)))
                .OfType<StoredTable>();
    }

    private static float[] Read(string path, ModelProto model, string name) => ConstantValues.Compute(path, model, [name], static (_, value) => SingleNumbers.Of(value))[0];

    /// <summary>What operators that prepare records make of constants, in the order of the graph.</summary>
    public static OrderedDictionary<string, StoredPrecision> Precisions(GraphView view)
    {
        var computed = new OrderedDictionary<string, StoredPrecision>(StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder.Where(static node => PreparingOperators.Has(node) && !node.Is("Identity")))
        {
            string[] read = [.. TopologicalOrder.Uses(node)];
            if (read.Length > 0 && read.All(name => computed.ContainsKey(name) || view.ConstantOf(name) is not null))
            {
                var sources = read.Select(name => computed.TryGetValue(name, out var precision) ? precision : OfConstant(view, name));
                var own = node.Is("Cast") ? StoredPrecision.Of((int)node.Int("to", 0)) : StoredPrecision.Single;
                var coarsest = sources.Aggregate(own, static (one, other) => one.Or(other));
                foreach (var output in node.Output.Where(static output => output.Length > 0))
                {
                    computed.TryAdd(output, coarsest);
                }
            }
        }

        return computed;
    }

    /// <summary>A scale or an axis has no table's precision.</summary>
    private static StoredPrecision OfConstant(GraphView view, string name) =>
        view.ConstantOf(name) is { } tensor && tensor.Dims.Count(static axis => axis != 1) > 1 ? StoredPrecision.Of(tensor.DataType) : StoredPrecision.Single;
}
