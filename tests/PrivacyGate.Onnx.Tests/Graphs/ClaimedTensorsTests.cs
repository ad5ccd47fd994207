using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

/// <summary>Models of less than 1 KB that would make the runtime allocate more than 6 GB; made here.</summary>
public sealed class ClaimedTensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Bombs => ["ConstantOfShape", "shape joined from parts", "Range", "Expand", "Tile", "RandomNormal", "Resize", "Pad", "in a branch", "in a function"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_tensor_whose_size_stands_in_the_file_is_refused_unrun(string kind)
    {
        var model = Model(Nodes(kind));
        if (kind == "in a function")
        {
            model.Functions.Add(new FunctionProto { Name = "Bomb", Domain = "d", Input = { "in" }, Output = { "out" }, Node = { Shape("s", 40_000, 40_000), SmallModels.Node("ConstantOfShape", ["s"], "out") } });
        }

        Assert.InRange(model.CalculateSize(), 0, 1024);
        Refused.With(DiagnosticIds.TooMuchMemory, () => ModelInspection.Of(OnnxFile.Read(folder.Write("model.onnx", model.ToByteArray()))), "the limit of 4096 MB", "'limits.memory'", "node");
    }

    [Fact]
    public void The_page_of_the_code_shows_the_message() =>
        Assert.Contains(
            Refused.With(DiagnosticIds.TooMuchMemory, () => ClaimedTensors.Check("m.onnx", Model(Nodes("ConstantOfShape")), ModelLimits.Default)),
            File.ReadAllText(Repository.Path("docs", "rules", "PG0312.md")),
            StringComparison.Ordinal);

    [Fact]
    public void Masks_and_positions_of_real_models_are_far_below_the_limit() =>
        ClaimedTensors.Check(
            "m.onnx",
            Model([Shape("s", 1, 16, 4096, 4096), SmallModels.Node("ConstantOfShape", ["s"], "bomb"), Number("from", 0), Number("to", 1_000_000), Number("by", 1), SmallModels.Node("Range", ["from", "to", "by"], "r")]),
            ModelLimits.Default);

    [Fact]
    public void A_size_that_the_records_decide_is_no_claim() =>
        ClaimedTensors.Check("m.onnx", Model([SmallModels.Node("Shape", ["x"], "s"), SmallModels.Node("ConstantOfShape", ["s"], "bomb")]), new ModelLimits(1, 1));

    [Fact]
    public void A_raised_limit_lets_a_model_through_and_a_lowered_one_does_not()
    {
        var model = Model([Shape("s", 1024, 1024), SmallModels.Node("ConstantOfShape", ["s"], "bomb")]);
        ClaimedTensors.Check("m.onnx", model, ModelLimits.Default with { Megabytes = 4 });
        Refused.With(DiagnosticIds.TooMuchMemory, () => ClaimedTensors.Check("m.onnx", model, ModelLimits.Default with { Megabytes = 3 }), "at least 4 MB", "makes 'bomb'");
    }

    private static NodeProto[] Nodes(string kind) => kind switch
    {
        "ConstantOfShape" => [Shape("s", 40_000, 40_000), SmallModels.Node("ConstantOfShape", ["s"], "bomb")],
        "shape joined from parts" => [Shape("a", 40_000), Shape("b", 200), SmallModels.Node("Mul", ["b", "b"], "c"), Joined(["a", "c"], "s"), SmallModels.Node("ConstantOfShape", ["s"], "bomb")],
        "Range" => [Number("from", 0), Number("to", 2_000_000_000), Number("by", 1), SmallModels.Node("Range", ["from", "to", "by"], "bomb")],
        "Expand" => [Shape("s", 100_000, 100_000, 1), SmallModels.Node("Expand", ["x", "s"], "bomb")],
        "Tile" => [Shape("s", 100_000, 100_000), SmallModels.Node("Tile", ["x", "s"], "bomb")],
        "RandomNormal" => [With(SmallModels.Node("RandomNormal", [], "bomb"), "shape", 60_000, 60_000)],
        "Resize" => [Shape("s", 100_000, 100_000), SmallModels.Node("Resize", ["x", "", "", "s"], "bomb")],
        "Pad" => [Shape("s", 50_000, 50_000, 50_000, 50_000), SmallModels.Node("Pad", ["x", "s"], "bomb")],
        "in a branch" => [SmallModels.Node("ReduceSum", ["x"], "sum"), Branch()],
        _ => [new NodeProto { OpType = "Bomb", Domain = "d", Input = { "x" }, Output = { "bomb" } }],
    };

    private static ModelProto Model(NodeProto[] nodes) => SmallModels.Of([.. nodes, SmallModels.Node("Softmax", ["x"], "y")], "y");

    private static NodeProto Branch()
    {
        GraphProto body = new() { Name = "b", Node = { Shape("s", 40_000, 40_000), SmallModels.Node("ConstantOfShape", ["s"], "large") }, Output = { new ValueInfoProto { Name = "large" } } };
        var node = SmallModels.Node("If", ["sum"], "bomb");
        node.Attribute.Add(SmallModels.Graph("then_branch", body));
        return node;
    }

    private static NodeProto Joined(string[] parts, string output) => With(SmallModels.Node("Concat", parts, output), new AttributeProto { Name = "axis", Type = AttributeProto.Types.AttributeType.Int, I = 0 });

    private static NodeProto Shape(string name, params long[] axes) => Constant(name, new TensorProto { DataType = ElementType.Int64, Dims = { axes.Length }, Int64Data = { axes } });

    private static NodeProto Number(string name, long value) => Constant(name, new TensorProto { DataType = ElementType.Int64, Int64Data = { value } });

    private static NodeProto Constant(string name, TensorProto value) => With(SmallModels.Node("Constant", [], name), new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = value });

    private static NodeProto With(NodeProto node, string name, params long[] values) => With(node, new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } });

    private static NodeProto With(NodeProto node, AttributeProto attribute)
    {
        node.Attribute.Add(attribute);
        return node;
    }
}
