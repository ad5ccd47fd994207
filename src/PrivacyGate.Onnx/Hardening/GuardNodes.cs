using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>Nodes that guards add to a graph. Constants are nodes too, so that models of old file formats stay valid.</summary>
/// <param name="view">The graph before.</param>
/// <param name="opset">Version of the standard operators, at least <see cref="LeastOpset"/>.</param>
/// <param name="classes">Scores a record.</param>
internal sealed class GuardNodes(GraphView view, long opset, int classes)
{
    /// <summary>Round, ScatterElements and a Clip with inputs came with it.</summary>
    public const long LeastOpset = 11;

    /// <summary>Below it lies nothing but rounding: the smallest normal number of single precision.</summary>
    private const double Smallest = 1.17549435082228750797e-38;

    private readonly List<NodeProto> added = [];
    private int names;

    public IReadOnlyList<NodeProto> Added => added;

    public int Classes => classes;

    /// <summary>A name that nothing uses yet.</summary>
    public string Fresh(string wish) => GraphSurgery.FreeName(view, FormattableString.Invariant($"privacygate/guard/{names++}/{wish}"));

    public string Emit(string op, string[] from, params AttributeProto[] attributes) => EmitAll(op, from, 1, attributes)[0];

    public string Float(float value) => Constant(Tensors.Scalar(value, ElementType.Float));

    public string DoubleNumber(double value) => Constant(Tensors.Scalar(value, ElementType.Double));

    public string Floats(float[] values, params IEnumerable<long> axes) => Constant(Tensors.Of(values, axes));

    public string Integers(params long[] values) => Constant(Tensors.Of(values));

    public string Cast(string value, int elementType) => Emit("Cast", [value], Attributes.Int("to", elementType));

    public string Double(string value) => Cast(value, ElementType.Double);

    /// <summary>As many zeros; scores are finite.</summary>
    public string Zeros(string scores) => Emit("Mul", [scores, Float(0)]);

    /// <summary>The largest scores of each row with their places, of equal ones the first.</summary>
    public (string Values, string Places) Largest(string scores, int count) =>
        EmitAll("TopK", [scores, Integers(count)], 2, Attributes.Int("axis", 1)) is [var values, var places] ? (values, places) : default;

    public string Scatter(string into, string places, string values) => Emit("ScatterElements", [into, places, values], Attributes.Int("axis", 1));

    public string RowLargest(string scores) => opset < 18
        ? Emit("ReduceMax", [scores], Attributes.Ints("axes", 1))
        : Emit("ReduceMax", [scores, Integers(1)]);

    /// <summary>Doubles divided by the sum of their row, cast to floats once.</summary>
    public string Normalise(string doubles)
    {
        var sum = opset < 13 ? Emit("ReduceSum", [doubles], Attributes.Ints("axes", 1)) : Emit("ReduceSum", [doubles, Integers(1)]);
        return Cast(Emit("Div", [doubles, AtLeastSmallest(sum)]), ElementType.Float);
    }

    public string AtLeastSmallest(string doubles) => Emit("Max", [doubles, DoubleNumber(Smallest)]);

    private string Constant(TensorProto tensor)
    {
        var name = Fresh("constant");
        added.Add(new NodeProto { OpType = "Constant", Name = name, Output = { name }, Attribute = { Attributes.Tensor("value", tensor) } });
        return name;
    }

    private string[] EmitAll(string op, string[] from, int outputs, params AttributeProto[] attributes)
    {
        string[] to = [.. Enumerable.Range(0, outputs).Select(_ => Fresh(op))];
        added.Add(new NodeProto { OpType = op, Name = to[0], Input = { from }, Output = { to }, Attribute = { attributes } });
        return to;
    }
}
