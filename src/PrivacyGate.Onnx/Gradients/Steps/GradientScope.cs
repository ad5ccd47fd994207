using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>The step graph while it grows: rules add nodes to it and hand gradients from outputs to inputs. What rules often add is in <see cref="GradientNodes"/>.</summary>
internal sealed class GradientScope
{
    private readonly GraphView view;
    private readonly GraphProto graph;
    private readonly ISet<string> needed;
    private readonly ValueTypes types;
    private readonly Dictionary<string, string> gradients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> constants = new(StringComparer.Ordinal);

    /// <param name="view">The target's graph, lifted to the operator version the step imports.</param>
    /// <param name="graph">The step graph, to which nodes and initializers are added.</param>
    /// <param name="opset">Version of the standard operators both import: at least <see cref="OpsetLift.Lowest"/>.</param>
    /// <param name="elementType">Of all that is differentiated: float, or double.</param>
    /// <param name="needed">Values a trained parameter (or a wanted input) flows into, and those themselves.</param>
    /// <param name="types">Axes and element types of every value.</param>
    /// <param name="isTraining">Whether the model trains, or only its gradient is wanted.</param>
    /// <param name="start">What its training started from.</param>
    public GradientScope(GraphView view, GraphProto graph, long opset, int elementType, ISet<string> needed, ValueTypes types, bool isTraining, IStartingValues start)
    {
        (this.view, this.graph, this.needed, this.types) = (view, graph, needed, types);
        (Opset, ElementType, IsTraining, Start) = (opset, elementType, isTraining, start);
    }

    public long Opset { get; }

    public int ElementType { get; }

    /// <summary>True in a training step: dropout is alive and batch normalisation uses the batch. False where the gradient of the model as it is served is wanted: all operators compute as in inference.</summary>
    public bool IsTraining { get; }

    /// <summary>What the model's own training started from.</summary>
    public IStartingValues Start { get; }

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
            gradients[value] = gradients.TryGetValue(value, out var before) ? Emit("Add", before, gradient) : gradient;
        }
    }

    /// <summary>Axes of a value; -1 for those that grow with the batch, which are most often the first.</summary>
    public long[] ShapeOf(string value) => types.Shapes[value];

    /// <summary>ONNX element type of a value.</summary>
    public int ElementTypeOf(string value) => types.ElementTypes[value];

    /// <summary>The constant tensor behind a value of the target's graph that is not trained, or null.</summary>
    public TensorProto? ConstantOf(string value) => Needs(value) ? null : view.ConstantOf(value);

    /// <summary>Whole numbers that are the same for all records and batches: constants, or computed from fixed axes. Null when they are not.</summary>
    public long[]? IntegersOf(string value) =>
        ConstantOf(value) is { } constant ? TensorValues.Integers(constant) : types.Integers.GetValueOrDefault(value);

    /// <summary>Copies a node of the target into the step graph as it is.</summary>
    public void Keep(NodeProto node) => graph.Node.Add(node.Clone());

    /// <summary>Adds a node of one output and returns that output's name.</summary>
    public string Emit(string op, params string[] inputs) => Emit(op, inputs, []);

    /// <inheritdoc cref="Emit(string, string[])"/>
    public string Emit(string op, IEnumerable<string> inputs, IEnumerable<AttributeProto> attributes)
    {
        var output = Fresh(op);
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
        string name;
        do
        {
            var number = counters[wish] = counters.GetValueOrDefault(wish) + 1;
            name = FormattableString.Invariant($"privacygate/{wish}/{number}");
        }
        while (view.Knows(name));

        return name;
    }

    /// <summary>A new input of the step: a dropout mask, running statistics.</summary>
    public void AddInput(string name, int elementType, IEnumerable<long> axes) => graph.Input.Add(ValueInfo.Tensor(name, elementType, axes));

    /// <summary>A whole-number constant, one axis.</summary>
    public string Integers(params long[] values) => Constant(Tensors.Of(values));

    /// <summary>A constant number of <see cref="ElementType"/>, without axes.</summary>
    public string Number(double value) => Constant(Tensors.Scalar(value, ElementType));

    /// <summary>A constant; the same one again for the same values.</summary>
    public string Constant(TensorProto tensor)
    {
        var content = $"{tensor.DataType}|{string.Join(',', tensor.Dims)}|{tensor.RawData.ToBase64()}";
        if (constants.TryGetValue(content, out var name) && tensor.HasRawData)
        {
            return name;
        }

        tensor.Name = constants[content] = Fresh("constant");
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
