using System.Diagnostics.CodeAnalysis;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Gradients;

public class TrainablePositionsTests
{
    [Fact]
    public void Scalers_of_the_inputs_stay_and_layers_are_trained()
    {
        var found = Find(
            [Node("Sub", "x", "mean"), Node("Div", "1", "deviation"), Node("MatMul", "2", "w"), Node("Add", "3", "b")],
            ("mean", [4]), ("deviation", [4]), ("w", [4, 3]), ("b", [3]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 3), ("b", ParameterRole.Bias, 4, 3));
    }

    [Fact]
    public void Single_numbers_and_masks_stay_and_vectors_behind_a_layer_are_trained()
    {
        var found = Find(
            [Node("MatMul", "x", "w"), Node("Mul", "1", "half"), Node("Add", "2", "epsilon"), Node("Mul", "3", "scale"), Node("Add", "4", "shift"), Node("Add", "5", "mask")],
            ("w", [4, 3]), ("half", []), ("epsilon", [1]), ("scale", [3]), ("shift", [3]), ("mask", [3]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 3), ("scale", ParameterRole.Scale, 4, 3), ("shift", ParameterRole.Shift, 4, 3));
    }

    [Fact]
    public void The_bias_of_a_single_unit_is_trained()
    {
        var found = Find([Node("MatMul", "x", "w"), Node("Add", "1", "b"), Sigmoid("2")], ("w", [4, 1]), ("b", [1]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 1), ("b", ParameterRole.Bias, 4, 1));
    }

    /// <summary>Prices in the ten thousands have such a bias, and a shadow that keeps the target's is none of its own.</summary>
    [Fact]
    public void The_bias_of_a_layer_is_trained_however_large_it_is()
    {
        var found = Find([Node("MatMul", "x", "w"), Node("Add", "1", "mask")], ("w", [4, 3]), ("mask", [3]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 3), ("mask", ParameterRole.Bias, 4, 3));
    }

    [Fact]
    public void Weights_are_found_behind_changes_of_their_shape()
    {
        var transposed = RuleCheck.Node("Transpose", ["w"], ["turned"], Attributes.Ints("perm", 1, 0));
        var same = RuleCheck.Node("Identity", ["turned"], ["same"]);
        var found = Find([transposed, same, RuleCheck.Node("MatMul", ["x", "same"], ["1"])], ("w", [3, 4]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 3));
        Assert.Equal([3, 4], found[0].Shape);
    }

    [Fact]
    public void Constant_nodes_are_trained_like_initializers()
    {
        var constant = RuleCheck.Node("Constant", [], ["w"], Attributes.Tensor("value", Numbers("", [4, 3])));
        var graph = Build([constant, Node("MatMul", "x", "w")]);
        Assert.Equal("w", Assert.Single(graph.Parameters).Name);
        Assert.DoesNotContain(graph.Model.Graph.Node, static node => node.OpType == "Constant");
        Assert.DoesNotContain(graph.Serving.Graph.Node, static node => node.OpType == "Constant");
        Assert.Contains(graph.Serving.Graph.Input, static input => input.Name == "w");
    }

    [Fact]
    public void A_weight_used_twice_is_one_parameter()
    {
        var found = Find(
            [Node("MatMul", "x", "w"), RuleCheck.Node("Relu", ["1"], ["r"]), RuleCheck.Node("MatMul", ["r", "w"], ["2"])], ("w", [4, 4]));
        AssertFound(found, ("w", ParameterRole.Weight, 4, 4));
    }

    [Fact]
    public void Weights_cut_from_one_tensor_or_joined_from_two_are_trained_there()
    {
        TensorProto[] bounds = [Named("from", Tensors.Of([1])), Named("to", Tensors.Of([5])), Named("axis", Tensors.Of([0]))];
        var slice = RuleCheck.Node("Slice", ["all", "from", "to", "axis"], ["part"]);
        var join = RuleCheck.Node("Concat", ["left", "right"], ["joined"], Attributes.Int("axis", 1));
        var graph = Build(
            [slice, join, RuleCheck.Node("MatMul", ["x", "part"], ["1"]), RuleCheck.Node("Tanh", ["1"], ["t"]), RuleCheck.Node("MatMul", ["t", "joined"], ["2"])],
            bounds, ("all", [6, 3]), ("left", [3, 2]), ("right", [3, 1]));
        AssertFound(
            [.. graph.Parameters],
            ("all", ParameterRole.Weight, 4, 3), ("left", ParameterRole.Weight, 3, 3), ("right", ParameterRole.Weight, 3, 3));
    }

    [Fact]
    public void A_constant_in_a_row_with_what_a_layer_made_is_trained()
    {
        // As a class token before the tokens of a picture; joined along the units here.
        var expand = RuleCheck.Node("Expand", ["token", "shape"], ["tokens"]);
        var shape = RuleCheck.Node("Concat", ["batch", "two"], ["shape"], Attributes.Int("axis", 0));
        var batch = RuleCheck.Node("Shape", ["x"], ["batch"], Attributes.Int("start", 0), Attributes.Int("end", 1));
        TensorProto[] two = [Named("two", Tensors.Of([2]))];
        var graph = Build(
            [batch, shape, expand, RuleCheck.Node("MatMul", ["x", "w"], ["1"]), RuleCheck.Node("Concat", ["tokens", "1"], ["2"], Attributes.Int("axis", 1)), RuleCheck.Node("MatMul", ["2", "v"], ["3"])],
            two, ("token", [1, 2]), ("w", [4, 3]), ("v", [5, 3]));
        Assert.Contains(graph.Parameters, static parameter => parameter is { Name: "token", Role: ParameterRole.Embedding });
    }

    [Fact]
    public void Weights_the_graph_computes_are_refused_by_name()
    {
        var scaled = RuleCheck.Node("Mul", ["w", "s"], ["ws"]);
        var layer = RuleCheck.Node("MatMul", ["x", "ws"], ["1"]);
        layer.Name = "layer";
        Assert.False(TryBuild([scaled, layer], [], out _, out var refusal, ("w", [4, 3]), ("s", [3])));
        Assert.Contains("node 'layer' (MatMul) has weights that the graph computes", refusal.Message, StringComparison.Ordinal);
    }

    private static TensorProto Named(string name, TensorProto tensor)
    {
        tensor.Name = name;
        return tensor;
    }

    private static NodeProto Sigmoid(string input) => RuleCheck.Node("Sigmoid", [input], ["p"]);

    /// <summary>A node whose output is numbered on from its first input.</summary>
    private static NodeProto Node(string op, string input, string constant) =>
        RuleCheck.Node(op, [input, constant], [input == "x" ? "1" : ((char)(input[0] + 1)).ToString()]);

    private static TensorProto Numbers(string name, long[] shape)
    {
        var random = new Random(name.Length);
        float[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, static (product, axis) => product * axis)).Select(_ => .5f + random.NextSingle())];
        values[0] = name == "mask" ? -1e9f : values[0];
        var tensor = Tensors.Of(values, shape);
        tensor.Name = name;
        return tensor;
    }

    private static TrainableParameter[] Find(NodeProto[] nodes, params (string Name, long[] Shape)[] constants) => [.. Build(nodes, constants).Parameters];

    private static TrainingGraph Build(NodeProto[] nodes, params (string Name, long[] Shape)[] constants) => Build(nodes, [], constants);

    private static TrainingGraph Build(NodeProto[] nodes, TensorProto[] integers, params (string Name, long[] Shape)[] constants)
    {
        Assert.True(TryBuild(nodes, integers, out var graph, out var refusal, constants), refusal?.Message);
        return graph;
    }

    private static bool TryBuild(
        NodeProto[] nodes, TensorProto[] integers, [NotNullWhen(true)] out TrainingGraph? graph, [NotNullWhen(false)] out GradientRefusal? refusal, params (string Name, long[] Shape)[] constants)
    {
        var model = SmallModels.Of(nodes, nodes[^1].Output[0]);
        model.OpsetImport[0].Version = 15;
        model.IrVersion = 8;
        model.Graph.Initializer.Add(constants.Select(static constant => Numbers(constant.Name, constant.Shape)));
        model.Graph.Initializer.Add(integers);
        using TemporaryFolder folder = new();
        var kind = nodes[^1].OpType == "Sigmoid" ? OutputKinds.Probabilities : OutputKinds.Logits;
        var inspection = ModelInspection.Of(OnnxFile.Read(folder.Write("model.onnx", GraphSurgery.Bytes(model))), new ModelOverrides(OutputKind: kind));
        return TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out graph, out refusal);
    }

    private static void AssertFound(TrainableParameter[] found, params (string Name, ParameterRole Role, long In, long Out)[] expected) =>
        Assert.Equal(expected, found.Select(static parameter => (parameter.Name, parameter.Role, parameter.FanIn, parameter.FanOut)));
}
