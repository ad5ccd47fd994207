using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How many columns a graph takes from an input whose shape leaves that open, as the weights behind it show.</summary>
/// <param name="Columns">The number, at least 1.</param>
/// <param name="IsExact">False where more columns could follow that the graph never reads: trees name the features they split on, not those they were shown.</param>
internal sealed record StatedWidth(int Columns, bool IsExact)
{
    private const int MostSteps = 64;

    /// <returns>Null where no weight tells.</returns>
    public static StatedWidth? Of(GraphView view, string input)
    {
        StatedWidth? found = null;
        var seen = new HashSet<string>(StringComparer.Ordinal) { input };
        var open = new Queue<string>(seen);
        for (var steps = 0; steps < MostSteps && open.TryDequeue(out var value); steps++)
        {
            foreach (var node in view.ConsumersOf(value))
            {
                if (Read(view, node, value) is { } stated && (found is null || stated.IsExact || (!found.IsExact && stated.Columns > found.Columns)))
                {
                    found = stated;
                }

                if (found is { IsExact: true })
                {
                    return found;
                }

                if (KeepsColumns(node) && seen.Add(node.Output[0]))
                {
                    open.Enqueue(node.Output[0]);
                }
            }
        }

        return found;
    }

    /// <summary>What a node that reads rows of a matrix says of their width.</summary>
    private static StatedWidth? Read(GraphView view, NodeProto node, string value) => node switch
    {
        _ when node.Is("MatMul") && node.At(0) == value => Exact(Axis(view, node.At(1), 0, rank: 2)),
        _ when node.Is("Gemm") && node.At(0) == value && node.Int("transA", 0) == 0 => Exact(Axis(view, node.At(1), (int)node.Int("transB", 0), rank: 2)),
        _ when node.Is("BatchNormalization") && node.At(0) == value => Exact(Axis(view, node.At(1), 0, rank: 1)),
        _ when node.Is("Sub") || node.Is("Add") || node.Is("Mul") || node.Is("Div") => Exact(RowWidth(view, node.At(0) == value ? node.At(1) : node.At(0))),
        _ when node.IsMachineLearning("Scaler") => Exact(Math.Max(node.Floats("offset").Count, node.Floats("scale").Count)),
        _ when node.IsMachineLearning("Imputer") => Exact(Math.Max(node.Floats("imputed_value_floats").Count, node.Ints("imputed_value_int64s").Count)),
        _ when node.IsMachineLearning("LinearClassifier") => Exact(Quotient(node.Floats("coefficients").Count, Classes(node))),
        _ when node.IsMachineLearning("LinearRegressor") => Exact(Quotient(node.Floats("coefficients").Count, (int)node.Int("targets", 1))),
        _ when node.IsMachineLearning("SVMClassifier") => Exact(Quotient(node.Floats("support_vectors").Count, (int)node.Ints("vectors_per_class").Sum())),
        _ when node.IsMachineLearning("SVMRegressor") => Exact(Quotient(node.Floats("support_vectors").Count, (int)node.Int("n_supports", 0))),
        _ when node.Ints("nodes_featureids") is { Count: > 0 } features => new StatedWidth((int)Math.Clamp(Largest(node, features) + 1, 1, int.MaxValue), IsExact: false),
        _ => null,
    };

    /// <summary>Leaves carry a feature number that means nothing.</summary>
    private static long Largest(NodeProto node, IReadOnlyList<long> features)
    {
        var modes = node.Texts("nodes_modes");
        return features.Where((_, i) => i >= modes.Count || modes[i] != "LEAF").DefaultIfEmpty(0).Max();
    }

    private static bool KeepsColumns(NodeProto node) =>
        node.Output.Count > 0 && (node.Is("Identity") || node.Is("Cast") || node.Is("Sub") || node.Is("Add") || node.Is("Mul") || node.Is("Div") || node.Is("Dropout")
            || node.IsMachineLearning("Scaler") || node.IsMachineLearning("Imputer") || node.IsMachineLearning("Normalizer") || node.IsMachineLearning("Binarizer"));

    /// <summary>A single number fits any width and says nothing.</summary>
    private static StatedWidth? Exact(int columns) => columns > 1 ? new StatedWidth(columns, IsExact: true) : null;

    /// <summary>Sums a record: one for each intercept, else for each class.</summary>
    private static int Classes(NodeProto node) => node.Floats("intercepts") is { Count: > 0 } intercepts
        ? intercepts.Count
        : Math.Max(node.Ints("classlabels_ints").Count, node.Texts("classlabels_strings").Count);

    private static int Quotient(int numbers, int rows) => rows > 0 && numbers % rows == 0 ? numbers / rows : 0;

    private static int Axis(GraphView view, string value, int axis, int rank) =>
        view.ConstantOf(value) is { } tensor && tensor.Dims.Count == rank ? (int)Math.Min(int.MaxValue, tensor.Dims[axis]) : 0;

    /// <summary>Of a constant that is added to every row: (n) or (1, n).</summary>
    private static int RowWidth(GraphView view, string value) =>
        view.ConstantOf(value) is { } tensor && tensor.Dims.Count is 1 or 2 && tensor.Dims.Take(tensor.Dims.Count - 1).All(static axis => axis == 1) ? (int)Math.Min(int.MaxValue, tensor.Dims[^1]) : 0;
}
