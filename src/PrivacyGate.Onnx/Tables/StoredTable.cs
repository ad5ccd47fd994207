using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tables;

/// <summary>A matrix of a model file in which each row may be a record.</summary>
/// <param name="Name">The initializer, or the attribute, it comes from.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Width">Numbers in a row.</param>
/// <param name="Read">Reads the numbers, row by row.</param>
internal sealed record StoredTable(string Name, int Rows, int Width, Func<float[]> Read)
{
    /// <summary>Fewer rows are no table of records.</summary>
    private const int FewestRows = 5;

    /// <summary>All matrices, each also turned, since some models multiply by the records as columns.</summary>
    public static IEnumerable<StoredTable> Find(ModelProto model) => Named(model).SelectMany(static table => new[] { table, table.Turned() })
        .Where(static table => table is { Rows: >= FewestRows, Width: > 1 });

    private static IEnumerable<StoredTable> Named(ModelProto model)
    {
        IEnumerable<GraphProto> graphs = GraphWalk.Nodes(model).SelectMany(GraphWalk.Subgraphs).Prepend(model.Graph);
        IEnumerable<(string Name, TensorProto Tensor)> constants = GraphWalk.Nodes(model)
            .Where(static node => node.Is("Constant") && node.Tensor("value") is not null)
            .Select(static node => (node.Output[0], node.Tensor("value")!));
        return graphs.SelectMany(static graph => graph.Initializer).Select(static tensor => (tensor.Name, tensor)).Concat(constants)
            .Select(static pair => Of($"initializer '{pair.Item1}'", pair.Item2))
            .Concat(GraphWalk.Nodes(model).Select(Vectors))
            .OfType<StoredTable>();
    }

    private static StoredTable? Of(string name, TensorProto tensor)
    {
        long[] axes = [.. tensor.Dims.Where(static axis => axis != 1)];
        return axes.Length == 2 && (tensor.DataType is ElementType.Float or ElementType.Double) && axes.All(static axis => axis is > 0 and <= int.MaxValue)
            ? new StoredTable(name, (int)axes[0], (int)axes[1], () => Numbers(tensor))
            : null;
    }

    private static float[] Numbers(TensorProto tensor) => tensor.DataType == ElementType.Float && tensor.HasRawData
        ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray()
        : [.. TensorValues.Reals(tensor)!.Select(static value => (float)value)];

    /// <summary>Support vectors are training records.</summary>
    private static StoredTable? Vectors(NodeProto node)
    {
        if (!node.IsMachineLearning("SVMClassifier") && !node.IsMachineLearning("SVMRegressor"))
        {
            return null;
        }

        IReadOnlyList<float> values = node.Floats("support_vectors");
        long vectors = node.Ints("vectors_per_class") is { Count: > 0 } counts ? counts.Sum() : node.Int("n_supports", 0);
        return vectors > 0 && values.Count > 0 && values.Count % vectors == 0
            ? new StoredTable($"support_vectors of {Refusal.Describe(node)}", (int)vectors, (int)(values.Count / vectors), () => [.. values])
            : null;
    }

    private StoredTable Turned() => new(Name, Width, Rows, () =>
    {
        float[] values = Read();
        float[] turned = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[(i % Width * Rows) + (i / Width)] = values[i];
        }

        return turned;
    });
}
