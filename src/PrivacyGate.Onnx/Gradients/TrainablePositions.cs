using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>A tensor at a place where training changes it.</summary>
/// <param name="Name">Of the initializer, or of what the Constant node makes.</param>
/// <param name="Tensor">Its values.</param>
/// <param name="Role">What it does.</param>
/// <param name="Fan">Of its layer.</param>
internal sealed record FoundParameter(string Name, TensorProto Tensor, ParameterRole Role, Fan Fan);

/// <param name="In">Values each unit reads.</param>
/// <param name="Out">Units each value feeds.</param>
internal readonly record struct Fan(long In, long Out);

/// <summary>
/// Finds what was trained. The file does not say, the place in the graph does: weights of layers, always; vectors added
/// to or multiplied with what a trained layer made, too (biases, learned positions, decomposed normalisation). Single
/// numbers (a GELU's half, an epsilon), masks, and whatever works on inputs before the first weight (scalers) stay.
/// </summary>
internal sealed class TrainablePositions
{
    /// <summary>Constants this large blank entries out (attention masks); no trained vector is.</summary>
    private const double Mask = 1e4;

    private readonly ValueTypes types;
    private readonly ConstantRoots roots;
    private readonly List<FoundParameter> found = [];
    private readonly Dictionary<string, FoundParameter> byName = new(StringComparer.Ordinal);

    /// <summary>Values behind trained tensors, each with the last layer in front of it.</summary>
    private readonly Dictionary<string, Fan> behind = new(StringComparer.Ordinal);

    private TrainablePositions(GraphView view, ValueTypes types) => (this.types, roots) = (types, new ConstantRoots(view));

    public IReadOnlyList<FoundParameter> Found => found;

    /// <summary>Why a layer's weights cannot be told apart from the graph, or null.</summary>
    public GradientRefusal? Refusal { get; private set; }

    public static TrainablePositions Find(GraphView view, ValueTypes types)
    {
        var search = new TrainablePositions(view, types);
        foreach (var node in view.TopologicalOrder)
        {
            search.Visit(node);
        }

        return search;
    }

    private void Visit(NodeProto node)
    {
        var trained = false;
        Fan? fan = null;
        foreach ((var input, var role, var layer) in Positions(node))
        {
            if (TryAdd(node, node.At(input), role, layer))
            {
                trained = true;
                fan ??= layer == default ? null : layer;
            }
        }

        string[] sources = [.. node.Input.Where(behind.ContainsKey)];
        if (trained || sources.Length > 0)
        {
            fan ??= sources.Length > 0 ? behind[sources[0]] : default(Fan);
            foreach (var output in node.Output)
            {
                behind[output] = fan.Value;
            }
        }
    }

    private IEnumerable<(int Input, ParameterRole Role, Fan Fan)> Positions(NodeProto node) => !node.Is(node.OpType) ? [] : node.OpType switch
    {
        "Gemm" => Gemm(node),
        "MatMul" => MatMul(node),
        "Conv" => Kernel(node, Axes(node, 1) is [var units, .. var rest] ? new Fan(Product(rest), units * Product(rest[1..])) : default),
        "ConvTranspose" => Kernel(node, Axes(node, 1) is [var channels, .. var rest] ? new Fan(channels * Product(rest[1..]), Product(rest)) : default),
        "LSTM" or "GRU" or "RNN" => Recurrent(node),
        "BatchNormalization" or "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" =>
            [(1, ParameterRole.Scale, default), (2, ParameterRole.Shift, default)],
        "PRelu" => [(1, ParameterRole.Slope, default)],
        "Gather" when Axes(node, 0).Length > 1 => [(0, ParameterRole.Embedding, new Fan(1, Product(Axes(node, 0)[1..])))],
        "Add" or "Sub" => Added(node),
        "Mul" => Multiplied(node),
        "Concat" => Joined(node),
        _ => [],
    };

    private IEnumerable<(int, ParameterRole, Fan)> Gemm(NodeProto node)
    {
        (var left, var right) = (Axes(node, 0), Axes(node, 1));
        var fan = new Fan(right[node.Int("transB", 0) == 0 ? 0 : 1], right[node.Int("transB", 0) == 0 ? 1 : 0]);
        return roots.IsConstant(node.At(1)) || !roots.IsConstant(node.At(0))
            ? [(1, ParameterRole.Weight, fan), (2, ParameterRole.Bias, fan)]
            : [(0, ParameterRole.Weight, new Fan(fan.In, left[node.Int("transA", 0) == 0 ? 0 : 1])), (2, ParameterRole.Bias, fan)];
    }

    private IEnumerable<(int, ParameterRole, Fan)> MatMul(NodeProto node)
    {
        (var left, var right) = (Axes(node, 0), Axes(node, 1));
        return roots.IsConstant(node.At(1))
            ? [(1, ParameterRole.Weight, right.Length == 1 ? new Fan(right[0], 1) : new Fan(right[^2], right[^1]))]
            : [(0, ParameterRole.Weight, left.Length == 1 ? new Fan(left[0], 1) : new Fan(left[^1], left[^2]))];
    }

    private static IEnumerable<(int, ParameterRole, Fan)> Kernel(NodeProto node, Fan fan) =>
        node.Input.Count > 1 ? [(1, ParameterRole.Weight, fan), (2, ParameterRole.Bias, fan)] : [];

    private IEnumerable<(int, ParameterRole, Fan)> Recurrent(NodeProto node)
    {
        (var read, var repeated) = (Axes(node, 1), Axes(node, 2));

        // A unit reads its input and all hidden units; PyTorch draws every tensor of the layer by the number of the latter.
        var fan = new Fan(repeated[^1], read[^2]);
        return [(1, ParameterRole.Weight, fan), (2, ParameterRole.Weight, fan), (3, ParameterRole.Bias, fan)];
    }

    private IEnumerable<(int, ParameterRole, Fan)> Added(NodeProto node)
    {
        (var constant, var other) = roots.IsConstant(node.At(1)) ? (1, node.At(0)) : (0, node.At(1));
        if (!behind.TryGetValue(other, out var fan) || (node.Is("Sub") && constant == 0))
        {
            return [];
        }

        var axes = Axes(node, constant);
        var maker = roots.Maker(other);
        var layer = maker is not null && (maker.Is("MatMul") || maker.Is("Gemm") || maker.Is("Conv") || maker.Is("ConvTranspose"));
        var role = axes.Count(static axis => axis > 1) > 1 ? ParameterRole.Embedding
            : maker is not null && maker.Is("Mul") && maker.Input.Any(IsScale) ? ParameterRole.Shift
            : ParameterRole.Bias;
        return layer || Product(axes) > 1 ? [(constant, role, fan)] : [];
    }

    private IEnumerable<(int, ParameterRole, Fan)> Multiplied(NodeProto node)
    {
        (var constant, var other) = roots.IsConstant(node.At(1)) ? (1, node.At(0)) : (0, node.At(1));
        return behind.TryGetValue(other, out var fan) && Product(Axes(node, constant)) > 1 ? [(constant, ParameterRole.Scale, fan)] : [];
    }

    /// <summary>Constants put in a row with what a trained layer made: class tokens.</summary>
    private IEnumerable<(int, ParameterRole, Fan)> Joined(NodeProto node) =>
        node.Input.FirstOrDefault(behind.ContainsKey) is { } other
            ? Enumerable.Range(0, node.Input.Count)
                .Where(input => roots.IsConstant(node.Input[input]) && Product(Axes(node, input)) > 1)
                .Select(input => (input, ParameterRole.Embedding, behind[other]))
            : [];

    private bool IsScale(string value) => roots.Of(value) is [var (name, _)] && byName.GetValueOrDefault(name)?.Role == ParameterRole.Scale;

    private bool TryAdd(NodeProto node, string value, ParameterRole role, Fan fan)
    {
        if (!roots.IsConstant(value))
        {
            return false;
        }

        (string Name, TensorProto Tensor)[]? sources = roots.Of(value) is { } all
            ? [.. all.Where(static source => ElementType.IsFloating(source.Tensor.DataType) && !source.Tensor.Dims.Contains(0))]
            : null;
        if (sources is null && role is ParameterRole.Weight)
        {
            // Left as it is it would carry the target's own training into its shadows.
            Refusal ??= GradientRefusal.Of(node, "has weights that the graph computes (quantised ones, for example); export the model with plain weights");
        }

        if (sources is null or [] || (!IsOfLayer(node, role) && sources.Any(source => IsMask(source.Tensor, role))))
        {
            return false;
        }

        foreach ((var name, var tensor) in sources.Where(source => !byName.ContainsKey(source.Name)))
        {
            found.Add(byName[name] = new FoundParameter(name, tensor, role, fan));
        }

        return true;
    }

    /// <summary>Whether a bias is surely one: of a layer that states it, or a vector added to what constant weights made. Predictions in the ten thousands have such biases.</summary>
    private bool IsOfLayer(NodeProto node, ParameterRole role) => role == ParameterRole.Bias
        && (!(node.Is("Add") || node.Is("Sub"))
            || (roots.Maker(roots.IsConstant(node.At(1)) ? node.At(0) : node.At(1)) is { } maker
                && (maker.Is("Gemm") || maker.Is("Conv") || maker.Is("ConvTranspose") || (maker.Is("MatMul") && (roots.IsConstant(maker.At(0)) || roots.IsConstant(maker.At(1)))))));

    private static bool IsMask(TensorProto tensor, ParameterRole role) =>
        role is ParameterRole.Bias or ParameterRole.Embedding or ParameterRole.Shift
        && TensorValues.Reals(tensor) is { } values && values.Any(static value => !(Math.Abs(value) < Mask));

    private long[] Axes(NodeProto node, int input) => types.Shapes.GetValueOrDefault(node.At(input)) ?? [];

    /// <summary>Numbers along axes, those that grow with the batch counted as 1.</summary>
    private static long Product(IEnumerable<long> axes) => axes.Aggregate(1L, static (product, axis) => product * Math.Max(1, axis));
}
