using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>The step graph while it grows: rules add nodes to it and hand gradients from outputs to inputs.</summary>
internal sealed class GradientScope
{
    private readonly GraphView view;
    private readonly GraphProto graph;
    private readonly HashSet<string> needed;
    private readonly IReadOnlyDictionary<string, long[]> shapes;
    private readonly Dictionary<string, string> gradients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);

    /// <param name="view">The target's graph.</param>
    /// <param name="graph">The step graph, to which nodes and initializers are added.</param>
    /// <param name="opset">Version of the standard operators both import.</param>
    /// <param name="elementType">Of all that is differentiated: float, or double in tests by finite differences.</param>
    /// <param name="needed">Values a trained parameter (or a wanted input) flows into, and those themselves.</param>
    /// <param name="shapes">Axes of every value, -1 for the batch axis, which is the first.</param>
    public GradientScope(GraphView view, GraphProto graph, long opset, int elementType, HashSet<string> needed, IReadOnlyDictionary<string, long[]> shapes)
    {
        (this.view, this.graph, Opset, ElementType, this.needed, this.shapes) = (view, graph, opset, elementType, needed, shapes);
    }

    public long Opset { get; }

    public int ElementType { get; }

    public List<DropoutMask> Masks { get; } = [];

    public List<RunningStatistic> Statistics { get; } = [];

    /// <summary>Whether the gradient of this value is wanted.</summary>
    public bool Needs(string value) => needed.Contains(value);

    /// <summary>The gradient of the loss in a node's output; null when nothing the loss depends on uses it.</summary>
    public string? GradientOf(string value) => gradients.GetValueOrDefault(value);

    /// <summary>Adds to the gradient of a value; several uses of one value sum up.</summary>
    public void Accumulate(string value, string gradient)
    {
        if (Needs(value))
        {
            gradients[value] = gradients.TryGetValue(value, out string? before) ? Emit("Add", before, gradient) : gradient;
        }
    }

    /// <summary>Axes of a value, -1 for the open batch axis.</summary>
    public long[] ShapeOf(string value) => shapes[value];

    /// <summary>The constant tensor behind a value of the target's graph that is not trained, or null.</summary>
    public TensorProto? ConstantOf(string value) => Needs(value) ? null : view.ConstantOf(value);

    /// <summary>Copies a node of the target into the step graph as it is.</summary>
    public void Keep(NodeProto node) => graph.Node.Add(node.Clone());

    /// <summary>Adds a node of one output and returns that output's name.</summary>
    public string Emit(string op, params string[] inputs) => Emit(op, inputs, []);

    /// <inheritdoc cref="Emit(string, string[])"/>
    public string Emit(string op, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes)
    {
        string output = Fresh(op);
        Add(op, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds a node with outputs of given names.</summary>
    public void Add(string op, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = op, Name = Fresh($"{op}/node") };
        node.Input.Add(inputs);
        node.Output.Add(outputs);
        node.Attribute.Add(attributes);
        graph.Node.Add(node);
    }

    /// <summary>A value name nothing uses yet.</summary>
    public string Fresh(string wish)
    {
        int number = counters[wish] = counters.GetValueOrDefault(wish) + 1;
        return FormattableString.Invariant($"privacygate/{wish}/{number}");
    }

    /// <summary>A new input of the step: a dropout mask, running statistics.</summary>
    public void AddInput(string name, int elementType, IEnumerable<long> axes) => graph.Input.Add(ValueInfo.Tensor(name, elementType, axes));

    /// <summary>A whole-number constant, one axis.</summary>
    public string Integers(params long[] values) => Constant(Tensors.Of(values));

    /// <summary>A constant number of <see cref="ElementType"/>, without axes.</summary>
    public string Number(double value) => Constant(Tensors.Scalar(value, ElementType));

    public string Constant(TensorProto tensor)
    {
        tensor.Name = Fresh("constant");
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Sums a gradient over the axes along which <paramref name="value"/> was broadcast, so that it has its shape.</summary>
    /// <param name="gradient">Of the broadcast result.</param>
    /// <param name="gradientShape">Axes of the broadcast result.</param>
    /// <param name="value">The value that was broadcast.</param>
    public string Unbroadcast(string gradient, long[] gradientShape, string value)
    {
        long[] shape = ShapeOf(value);
        int added = gradientShape.Length - shape.Length;
        long[] lost = [.. Enumerable.Range(0, gradientShape.Length).Where(axis => axis < added || (shape[axis - added] == 1 && gradientShape[axis] != 1)).Select(static axis => (long)axis)];
        if (lost.Length == 0)
        {
            return gradient;
        }

        string summed = Emit("ReduceSum", [gradient, Integers(lost)], [Attributes.Int("keepdims", 1)]);
        return added == 0 ? summed : Emit("Squeeze", summed, Integers([.. Enumerable.Range(0, added).Select(static axis => (long)axis)]));
    }
}
