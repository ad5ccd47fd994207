using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>A lifted model computes what the old one computed.</summary>
public class OpsetLiftTests
{
    public static TheoryData<long, string> Old => new()
    {
        { 11, "Softmax/axis:1" },
        { 11, "Softmax/axis:2" },
        { 12, "LogSoftmax/axis:1" },
        { 9, "Softmax/" },
        { 11, "Softmax/axis:-1" },
        { 11, "ReduceSum/axes:1/keepdims:0" },
        { 11, "ReduceSum/" },
        { 12, "Squeeze/axes:3" },
        { 11, "Unsqueeze/axes:1,2" },
        { 11, "Split/split:1,2/axis:1" },
        { 10, "Clip/min:-.5/max:.25" },
        { 8, "Clip/max:.25" },
        { 9, "Pad/pads:0,1,0,0,0,0,2,0/value:3" },
        { 9, "Slice/starts:1/ends:3/axes:1" },
        { 9, "Slice/starts:0,1/ends:2,2" },
        { 8, "Dropout/ratio:.5" },
        { 9, "ReduceMean/axes:2" },
    };

    [Theory]
    [MemberData(nameof(Old))]
    public void It_computes_the_same(long opset, string text)
    {
        var model = Model(opset, text);
        using var session = RuleCheck.Open(model);
        var expected = Run(session);
        var shapes = new Dictionary<string, long[]> { ["x"] = [2, 3, 4, 1], ["y"] = expected.Shape };
        Assert.True(OpsetLift.TryLift(model, shapes, out var lifted, out _));
        Assert.Equal(OpsetLift.Lowest, GraphSurgery.Opset(lifted));
        lifted.IrVersion = 8;
        using var liftedSession = RuleCheck.Open(lifted);
        var actual = Run(liftedSession);
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.Numbers.Zip(actual.Numbers), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void What_changed_its_meaning_is_refused_by_name()
    {
        var model = Model(9, "Upsample/");
        Assert.False(OpsetLift.TryLift(model, new Dictionary<string, long[]>(), out _, out var refusal));
        Assert.Equal("Upsample", refusal.Operator);
        Assert.Contains("operator set 9", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("operator set 17 or later", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resize", 11, false)]
    [InlineData("Resize", 13, true)]
    [InlineData("Scan", 8, false)]
    [InlineData("Scan", 9, true)]
    [InlineData("Upsample", 16, false)]
    public void Operators_are_refused_only_where_their_meaning_changed_since(string op, long opset, bool lifts) =>
        Assert.Equal(lifts, OpsetLift.TryLift(Model(opset, op + "/"), new Dictionary<string, long[]>(), out _, out _));

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(21)]
    public void Newer_models_stay_as_they_are(long opset)
    {
        var model = Model(opset, "Relu/");
        Assert.True(OpsetLift.TryLift(model, new Dictionary<string, long[]>(), out var lifted, out _));
        Assert.Equal(model, lifted);
    }

    private static (float[] Numbers, long[] Shape) Run(InferenceSession session)
    {
        using var x = OrtValue.CreateTensorValueFromMemory([.. Enumerable.Range(0, 24).Select(static i => (float)Math.Sin(i))], [2, 3, 4, 1]);
        using RunOptions run = new();
        using var answers = session.Run(run, ["x"], [x], ["y"]);
        return (answers[0].GetTensorDataAsSpan<float>().ToArray(), answers[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>x (2 x 3 x 4 x 1) -> the node, "operator/attribute:values/...", -> y.</summary>
    private static ModelProto Model(long opset, string text)
    {
        var parts = text.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var node = RuleCheck.Node(parts[0], ["x"], parts[0] == "Split" ? ["y", "z"] : ["y"]);
        node.Attribute.Add(parts[1..].Select(static part => part.Split(':')).Select(static pair => Attribute(pair[0], pair[1])));
        return new ModelProto
        {
            IrVersion = 7,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
            Graph = new GraphProto
            {
                Name = "g",
                Node = { node },
                Input = { ValueInfo.Tensor("x", ElementType.Float, [2, 3, 4, 1]) },
                Output = { new ValueInfoProto { Name = "y" } },
            },
        };
    }

    private static AttributeProto Attribute(string name, string values) => name switch
    {
        "axis" or "keepdims" => Attributes.Int(name, long.Parse(values, System.Globalization.CultureInfo.InvariantCulture)),
        "min" or "max" or "value" or "ratio" => Attributes.Float(name, float.Parse(values, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Attributes.Ints(name, values.Split(',').Select(static value => long.Parse(value, System.Globalization.CultureInfo.InvariantCulture))),
    };
}
