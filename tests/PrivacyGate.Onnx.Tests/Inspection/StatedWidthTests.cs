using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Inspection;

public sealed class StatedWidthTests
{
    public static TheoryData<string, int, bool> Nodes => new()
    {
        { "MatMul", 6, true },
        { "Gemm", 6, true },
        { "Sub", 6, true },
        { "Scaler", 6, true },
        { "Imputer", 6, true },
        { "LinearClassifier", 6, true },
        { "LinearRegressor", 6, true },
        { "SVMClassifier", 6, true },
        { "TreeEnsembleClassifier", 5, false },
    };

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Weights_state_the_number_of_columns(string op, int columns, bool isExact) =>
        Assert.Equal(new StatedWidth(columns, isExact), WidthOf([Reader(op, "x")]));

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Also_behind_a_cast_and_a_normalizer(string op, int columns, bool isExact) => Assert.Equal(
        new StatedWidth(columns, isExact),
        WidthOf([SmallModels.Node("Cast", ["x"], "c"), MachineLearning(SmallModels.Node("Normalizer", ["c"], "n")), Reader(op, "n")]));

    [Fact]
    public void An_exact_number_goes_before_that_of_trees() =>
        Assert.Equal(new StatedWidth(6, true), WidthOf([Reader("TreeEnsembleClassifier", "x"), Reader("Scaler", "x")]));

    [Theory]
    [InlineData("Relu")]
    [InlineData("Transpose")]
    [InlineData("ReduceSum")]
    public void What_shows_no_width_states_none(string op) => Assert.Null(WidthOf([SmallModels.Node(op, ["x"], "y")]));

    [Fact]
    public void One_number_that_is_added_to_all_columns_states_none()
    {
        var model = SmallModels.Of([SmallModels.Node("Add", ["x", "one"], "y")], "y");
        model.Graph.Initializer.Add(Weights("one", 1));
        Assert.Null(StatedWidth.Of(new GraphView(model.Graph), "x"));
    }

    [Theory]
    [InlineData("Imputer", true)]
    [InlineData("IsNaN", true)]
    [InlineData("TreeEnsembleClassifier", false)]
    [InlineData("Scaler", false)]
    public void Missing_values_are_handled_by_imputers_and_indicators(string op, bool handles)
    {
        var node = op is "IsNaN" ? SmallModels.Node(op, ["c"], "y") : Reader(op, "c");
        var model = SmallModels.Of([SmallModels.Node("Concat", ["x"], "c"), node], "y");
        Assert.Equal(handles, MissingValueHandling.Reaches(new GraphView(model.Graph), "x"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Missing_values_are_handled_by_trees_with_branches_for_them(long tracks, bool handles)
    {
        var trees = Reader("TreeEnsembleClassifier", "x");
        trees.Attribute.Add(Ints("nodes_missing_value_tracks_true", 0, tracks, 0));
        Assert.Equal(handles, MissingValueHandling.Reaches(new GraphView(SmallModels.Of([trees], "y").Graph), "x"));
    }

    private static StatedWidth? WidthOf(NodeProto[] nodes)
    {
        var model = SmallModels.Of(nodes, "y");
        model.Graph.Initializer.Add(Weights("matrix", 6, 3));
        model.Graph.Initializer.Add(Weights("turned", 3, 6));
        model.Graph.Initializer.Add(Weights("row", 1, 6));
        return StatedWidth.Of(new GraphView(model.Graph), "x");
    }

    /// <summary>A node that reads six columns of its input; the trees split on the fifth at most.</summary>
    private static NodeProto Reader(string op, string input)
    {
        var node = op switch
        {
            "MatMul" => SmallModels.Node(op, [input, "matrix"], "y"),
            "Gemm" => SmallModels.Node(op, [input, "turned"], "y"),
            "Sub" => SmallModels.Node(op, [input, "row"], "y"),
            _ => MachineLearning(SmallModels.Node(op, [input], "y")),
        };
        AttributeProto[] attributes = op switch
        {
            "Gemm" => [new AttributeProto { Name = "transB", Type = AttributeProto.Types.AttributeType.Int, I = 1 }],
            "Scaler" => [Floats("offset", 6), Floats("scale", 1)],
            "Imputer" => [Floats("imputed_value_floats", 6)],
            "LinearClassifier" => [Floats("coefficients", 18), Floats("intercepts", 3), Ints("classlabels_ints", 0, 1, 2)],
            "LinearRegressor" => [Floats("coefficients", 6)],
            "SVMClassifier" => [Floats("support_vectors", 24), Ints("vectors_per_class", 3, 1)],
            "TreeEnsembleClassifier" => [Ints("nodes_featureids", 4, 2, 9), new AttributeProto { Name = "nodes_modes", Type = AttributeProto.Types.AttributeType.Strings, Strings = { Text("BRANCH_LEQ"), Text("BRANCH_LEQ"), Text("LEAF") } }],
            _ => [],
        };
        node.Attribute.Add(attributes);
        return node;
    }

    private static NodeProto MachineLearning(NodeProto node)
    {
        node.Domain = "ai.onnx.ml";
        return node;
    }

    private static Google.Protobuf.ByteString Text(string text) => Google.Protobuf.ByteString.CopyFromUtf8(text);

    private static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { values } };

    private static AttributeProto Floats(string name, int count) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Floats, Floats = { Enumerable.Repeat(1f, count) } };

    private static TensorProto Weights(string name, params long[] axes) => new()
    {
        Name = name,
        DataType = 1,
        Dims = { axes },
        FloatData = { Enumerable.Repeat(1f, (int)axes.Aggregate(static (product, axis) => product * axis)) },
    };
}
