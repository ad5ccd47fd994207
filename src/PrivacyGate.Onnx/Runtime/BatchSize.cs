using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Runtime;

/// <summary>
/// Records a run: enough to hide the cost of a call, few enough that the widest layer stays in half a second-level
/// cache. A function of the model alone; the figures behind it stand in docs/decisions/0003.
/// </summary>
internal static class BatchSize
{
    private const int Smallest = 32;
    private const int Largest = 4096;
    private const int CacheBytes = 512 * 1024;

    /// <summary>Larger arrays go to .NET's large object heap, where each costs more than it is worth to halve the calls...</summary>
    private const int SmallArrayBytes = 80 * 1024;

    /// <summary>...down to here, where calls begin to cost more.</summary>
    private const int SmallestForArrays = 64;

    /// <param name="model">The model.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="classes">Scores a record.</param>
    /// <param name="chunk">The only number of records a run can have, or null.</param>
    public static int Of(ModelProto model, IReadOnlyList<ModelInput> inputs, int classes, int? chunk)
    {
        var widest = WidestLayer(model, inputs);
        var wanted = Largest;
        while (wanted > Smallest && wanted * widest * sizeof(float) > CacheBytes)
        {
            wanted /= 2;
        }

        while (wanted > SmallestForArrays && (long)wanted * classes * sizeof(double) > SmallArrayBytes)
        {
            wanted /= 2;
        }

        return chunk is null ? wanted : Math.Max(chunk.Value, wanted / chunk.Value * chunk.Value);
    }

    private static long WidestLayer(ModelProto model, IReadOnlyList<ModelInput> inputs)
    {
        var view = new GraphView(model.Graph);
        long input = inputs.Sum(static input => Product(input.RecordShape.Select(static axis => (long)axis)));
        var convolution = view.TopologicalOrder.FirstOrDefault(static node => node.Is("Conv"));
        var first = convolution is null ? 0 : Convolved(view, convolution, inputs);
        return view.TopologicalOrder.Select(node => Columns(view, node)).Append(input).Append(first).Max();
    }

    /// <summary>Numbers a record that a linear layer makes; 0 for other nodes.</summary>
    private static long Columns(GraphView view, NodeProto node) =>
        (node.Is("Gemm") || node.Is("MatMul")) && view.ShapeOf(node.At(1)) is { Length: 2 } weights
            ? weights[node.Int("transB", 0) == 0 ? 1 : 0]
            : 0;

    /// <summary>The first convolution is the widest in the usual networks: its channels times the picture's points.</summary>
    private static long Convolved(GraphView view, NodeProto node, IReadOnlyList<ModelInput> inputs)
    {
        var channels = view.ShapeOf(node.At(1)) is { Length: > 1 } weights ? weights[0] : 1;
        var depth = view.ShapeOf(node.At(1)) is { Length: > 1 } kernel ? Math.Max(1, kernel[1]) : 1;
        var values = inputs.Max(static input => Product(input.RecordShape.Select(static axis => (long)axis)));
        return Math.Min(int.MaxValue, values / depth * channels);
    }

    private static long Product(IEnumerable<long> axes) => axes.Aggregate(1L, static (product, axis) => Math.Min(int.MaxValue, product * Math.Max(1, axis)));
}
