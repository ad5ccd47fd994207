using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tables;

/// <summary>Numbers of a model file of which each row may be a record.</summary>
/// <param name="Name">The initializer, constant or attribute they come from.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Width">Numbers in a row.</param>
/// <param name="Precision">How finely the numbers are kept.</param>
/// <param name="Read">Reads the numbers, row by row.</param>
internal sealed record StoredTable(string Name, int Rows, int Width, StoredPrecision Precision, Func<float[]> Read)
{
    /// <summary>Fewer rows are no table of records.</summary>
    private const int FewestRows = 5;

    /// <summary>All tables, matrices also turned, since some models multiply by the records as columns.</summary>
    public static IEnumerable<StoredTable> Find(string path, ModelProto model) =>
        Inner(model).Concat(ConstantTables.Of(path, model)).Concat(GraphWalk.Nodes(model).Select(Vectors).OfType<StoredTable>())
            .SelectMany(static table => new[] { table, table.Turned() })
            .Where(static table => table is { Rows: >= FewestRows, Width: > 1 });

    /// <summary>A tensor as a table of the rows of its first axis, those of length 1 aside; null where it has no two axes.</summary>
    public static StoredTable? Of(string name, IEnumerable<long> axes, StoredPrecision precision, Func<float[]> read)
    {
        long[] several = [.. axes.Where(static axis => axis != 1)];
        var width = several.Skip(1).Aggregate(1.0, static (product, axis) => product * axis);
        return several.Length >= 2 && several[0] is > 0 and <= int.MaxValue && width is > 0 and <= int.MaxValue
            ? new StoredTable(name, (int)several[0], (int)width, precision, read)
            : null;
    }

    /// <summary>Those of graphs inside nodes, and of functions.</summary>
    private static IEnumerable<StoredTable> Inner(ModelProto model)
    {
        NodeProto[] inner = [.. model.Graph.Node.SelectMany(GraphWalk.Subgraphs).SelectMany(static graph => GraphWalk.Nodes(graph.Node)), .. model.Functions.SelectMany(static function => GraphWalk.Nodes(function.Node))];
        IEnumerable<(string Name, TensorProto Tensor)> constants = inner
            .Where(static node => node.Is("Constant") && node.Tensor("value") is not null)
            .Select(static node => (node.Output[0], node.Tensor("value")!));
        return GraphWalk.Nodes(model).SelectMany(GraphWalk.Subgraphs).SelectMany(static graph => graph.Initializer).Select(static tensor => (tensor.Name, tensor)).Concat(constants)
            .Select(static pair => Of($"initializer '{pair.Item1}'", pair.Item2))
            .OfType<StoredTable>();
    }

    private static StoredTable? Of(string name, TensorProto tensor) => tensor.DataType is ElementType.Float or ElementType.Double
        ? Of(name, tensor.Dims, StoredPrecision.Single, () => SingleNumbers.Of(tensor))
        : null;

    /// <summary>Support vectors are training records.</summary>
    private static StoredTable? Vectors(NodeProto node)
    {
        if (!node.IsMachineLearning("SVMClassifier") && !node.IsMachineLearning("SVMRegressor"))
        {
            return null;
        }

        var values = node.Floats("support_vectors");
        var vectors = node.Ints("vectors_per_class") is { Count: > 0 } counts ? counts.Sum() : node.Int("n_supports", 0);
        return vectors > 0 && values.Count > 0 && values.Count % vectors == 0
            ? new StoredTable($"support_vectors of {Refusal.Describe(node)}", (int)vectors, (int)(values.Count / vectors), StoredPrecision.Single, () => [.. values])
            : null;
    }

    private StoredTable Turned() => new(Name, Width, Rows, Precision, () =>
    {
        var values = Read();
        var turned = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            turned[(i % Width * Rows) + (i / Width)] = values[i];
        }

        return turned;
    });
}
