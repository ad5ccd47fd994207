using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inspection;

/// <summary>What the first operators of a graph show of the values that a feature was made for.</summary>
public sealed class FeatureRangesTests
{
    private static IReadOnlyList<ExpectedRange?> Of(NodeProto[] nodes, params TensorProto[] constants)
    {
        var model = SmallModels.Of(nodes, "y");
        model.Graph.Initializer.Add(constants);
        return FeatureRanges.Of(new GraphView(model.Graph), [new ModelInput("x", ElementKind.Float32, [4])], 4);
    }

    private static TensorProto Floats(string name, params float[] values) => new() { Name = name, DataType = 1, Dims = { values.Length }, FloatData = { values } };

    private static AttributeProto Attribute(string name, params float[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Floats, Floats = { values } };

    [Fact]
    public void A_scaler_expects_ten_deviations_around_its_mean()
    {
        var scaler = SmallModels.Node("Scaler", ["c"], "y");
        scaler.Domain = "ai.onnx.ml";
        scaler.Attribute.Add(Attribute("offset", 50, 0, -1, 2));
        scaler.Attribute.Add(Attribute("scale", 0.1f, 1, 2, 0));
        var ranges = Of([SmallModels.Node("Cast", ["x"], "c"), scaler]);
        Assert.Equal((-50, 150), (Math.Round(ranges[0]!.Low, 3), Math.Round(ranges[0]!.High, 3)));
        Assert.Equal(new ExpectedRange(-10, 10), ranges[1]);
        Assert.Equal(new ExpectedRange(-6, 4) { Deviation = 0.5 }, ranges[2]);
        Assert.Null(ranges[3]);
    }

    [Fact]
    public void A_difference_and_a_quotient_are_a_scaler() =>
        Assert.Equal(
            [new ExpectedRange(-19, 21) { Deviation = 2 }, new ExpectedRange(-10, 10), new ExpectedRange(-10, 10), new ExpectedRange(-10, 10)],
            Of([SmallModels.Node("Sub", ["x", "m"], "d"), SmallModels.Node("Div", ["d", "s"], "y")], Floats("m", 1, 0, 0, 0), Floats("s", 2, 1, 1, 1)));

    [Fact]
    public void Trees_expect_values_between_their_splits()
    {
        var trees = SmallModels.Node("TreeEnsembleClassifier", ["x"], "y");
        trees.Domain = "ai.onnx.ml";
        trees.Attribute.Add(new AttributeProto { Name = "nodes_featureids", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 0, 0, 2, 3 } });
        trees.Attribute.Add(Attribute("nodes_values", 5, 9, 1, 0));
        trees.Attribute.Add(new AttributeProto
        {
            Name = "nodes_modes",
            Type = AttributeProto.Types.AttributeType.Strings,
            Strings = { new[] { "BRANCH_LEQ", "BRANCH_LEQ", "BRANCH_LEQ", "LEAF" }.Select(Google.Protobuf.ByteString.CopyFromUtf8) },
        });
        var ranges = Of([trees]);
        Assert.Equal([5, 9], ranges[0]!.Splits!);
        Assert.Equal([(5, 9), null, null, null], ranges.Select(static range => range is null ? ((double, double)?)null : (range.Low, range.High)));
    }

    [Fact]
    public void Texts_expect_what_their_encoder_knows()
    {
        AttributeProto Strings(string name, params string[] values) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Strings, Strings = { values.Select(Google.Protobuf.ByteString.CopyFromUtf8) } };
        var town = SmallModels.Node("OneHotEncoder", ["town"], "t");
        town.Domain = "ai.onnx.ml";
        town.Attribute.Add(Strings("cats_strings", "Ulm", "Bonn"));
        var state = SmallModels.Node("LabelEncoder", ["s"], "u");
        state.Domain = "ai.onnx.ml";
        state.Attribute.Add(Strings("keys_strings", "BY"));
        var model = SmallModels.Of([town, SmallModels.Node("Reshape", ["state"], "s"), state], "t");
        var ranges = FeatureRanges.Of(
            new GraphView(model.Graph),
            [new ModelInput("town", ElementKind.Text, [1]), new ModelInput("age", ElementKind.Float32, [1]), new ModelInput("state", ElementKind.Text, [1]), new ModelInput("free", ElementKind.Text, [1])],
            4);
        Assert.Equal(["Ulm", "Bonn"], ranges[0]!.Texts!);
        Assert.Null(ranges[1]);
        Assert.Equal(["BY"], ranges[2]!.Texts!);
        Assert.Null(ranges[3]);
    }

    [Fact]
    public void A_hidden_layer_expects_scaled_values_and_a_linear_model_anything()
    {
        TensorProto weights = new() { Name = "w", DataType = 1, Dims = { 4, 1 }, FloatData = { 1, 1, 1, 1 } };
        var layer = SmallModels.Node("MatMul", ["x", "w"], "h");
        Assert.Empty(Of([layer, SmallModels.Node("Softmax", ["h"], "y")], weights));
        Assert.All(Of([layer, SmallModels.Node("Relu", ["h"], "r"), SmallModels.Node("MatMul", ["r", "w"], "y")], weights), static range => Assert.Equal(new ExpectedRange(-30, 30), range));
    }
}
