using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Made-up records that show how a model behaves. Always the same ones for the same model.</summary>
internal static class ProbeRecords
{
    private static readonly int[] LikelyLengths = [32, 64, 224, 299, 16, 8, 1];

    /// <summary>Shapes to try for the inputs, likeliest first; several only where the model leaves an axis open.</summary>
    public static IEnumerable<IReadOnlyList<IReadOnlyList<int>>> Shapes(GraphView view, IReadOnlyList<ModelInput> inputs)
    {
        if (!inputs.Any(input => input.RecordShape.Contains(-1)))
        {
            return [[.. inputs.Select(input => input.RecordShape)]];
        }

        IReadOnlyList<int>[] stated = [.. inputs.Select(input => Close(input.RecordShape, Columns(view, input.Name) ?? LikelyLengths[0]))];
        var guessed = LikelyLengths
            .Select(length => (IReadOnlyList<IReadOnlyList<int>>)[.. inputs.Select(input => Close(input.RecordShape, length))]);
        return guessed.Prepend(stated).Where(shapes => shapes.All(static shape => InputRecognition.Values(shape) <= InputRecognition.MostValues));
    }

    /// <param name="view">The graph.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="shapes">Axes of a record for each input.</param>
    /// <param name="records">How many records.</param>
    /// <param name="isSpread">Numbers of several sizes, up to 64, in place of numbers in [-1, 1).</param>
    public static IReadOnlyList<FeatureBlock> Make(GraphView view, IReadOnlyList<ModelInput> inputs, IReadOnlyList<IReadOnlyList<int>> shapes, int records, bool isSpread = false) =>
        [.. inputs.Select((input, i) => Block(view, input, shapes[i], records, (uint)i, isSpread))];

    private static FeatureBlock Block(GraphView view, ModelInput input, IReadOnlyList<int> shape, int records, uint seed, bool isSpread)
    {
        var width = shape.Aggregate(1, static (product, axis) => product * axis);
        var count = records * width;
        double Value(int i) => Number(seed, i) * (isSpread ? 1 << (2 * (i / width % 4)) : 1);
        Array values = input.Kind switch
        {
            ElementKind.Float32 or ElementKind.Float16 => Fill(count, i => (float)Value(i)),
            ElementKind.Float64 => Fill(count, Value),

            // 0 and 1 are valid in every vocabulary of at least two entries.
            ElementKind.Int32 => Fill(count, i => (int)(Hash(seed, i) & 1)),
            ElementKind.Int64 => Fill(count, i => (long)(Hash(seed, i) & 1)),
            ElementKind.Boolean => Fill(count, i => (Hash(seed, i) & 1) == 1),
            _ => Words(view, input.Name, count, seed),
        };
        return new FeatureBlock(input.Name, input.Kind, shape, values);
    }

    /// <summary>Texts the model knows: those its first operators list.</summary>
    private static string[] Words(GraphView view, string input, int count, uint seed)
    {
        string[] known = [.. view.ConsumersOf(input)
            .SelectMany(node => HandedOn(node, input) is { } output ? view.ConsumersOf(output).Append(node) : [node])
            .SelectMany(node => node.Attribute)
            .SelectMany(attribute => attribute.Strings)
            .Select(text => text.ToStringUtf8())];
        return Fill(count, i => known.Length == 0 ? "a" : known[Hash(seed, i) % (uint)known.Length]);
    }

    /// <summary>The value a node hands its first input on as, or null when it does something else.</summary>
    private static string? HandedOn(NodeProto node, string input) =>
        node.Output.Count > 0 && node.At(0) == input && Passage.HandsOn(node, node.Output[0]) ? node.Output[0] : null;

    private static T[] Fill<T>(int count, Func<int, T> value)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = value(i);
        }

        return values;
    }

    /// <summary>A number in [-1, 1).</summary>
    private static double Number(uint seed, int i) => (Hash(seed, i) / (double)(1L << 31)) - 1;

    /// <summary>The finaliser of MurmurHash3 over a counter.</summary>
    private static uint Hash(uint seed, int i)
    {
        var h = unchecked(((uint)i * 0x9E3779B9u) + (seed * 0x85EBCA6Bu) + 0x7F4A7C15u);
        h = unchecked((h ^ (h >> 16)) * 0x85EBCA6Bu);
        h = unchecked((h ^ (h >> 13)) * 0xC2B2AE35u);
        return h ^ (h >> 16);
    }

    private static int[] Close(IReadOnlyList<int> shape, int length) => [.. shape.Select(axis => axis == -1 ? length : axis)];

    /// <summary>How many columns the operators that read an input are made for, or null.</summary>
    private static int? Columns(GraphView view, string input)
    {
        foreach (var node in view.ConsumersOf(input))
        {
            long? columns = node switch
            {
                _ when HandedOn(node, input) is { } output => Columns(view, output),
                _ when node.Is("Gemm") && view.ShapeOf(node.At(1)) is { Length: 2 } weights => weights[node.Int("transB", 0) == 0 ? 0 : 1],
                _ when node.Is("MatMul") && view.ShapeOf(node.At(1)) is { Length: 2 } weights => weights[0],
                _ when node.IsMachineLearning("Scaler") => node.Floats("offset").Count,
                _ when ClassifierNode.IsOne(node) && node.Floats("intercepts") is { Count: > 0 } rows
                    => node.Floats("coefficients").Count / Math.Max(1, rows.Count),
                _ when node.Ints("nodes_featureids") is { Count: > 0 } features => features.Max() + 1,
                _ => null,
            };
            if (columns is > 1 and < int.MaxValue)
            {
                return (int)columns;
            }
        }

        return null;
    }
}
