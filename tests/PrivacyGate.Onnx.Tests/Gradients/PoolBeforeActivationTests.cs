using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Gradients.Steps;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Gradients;

public class PoolBeforeActivationTests
{
    private static readonly AttributeProto Tiles = Attributes.Ints("kernel_shape", 2, 2);

    [Theory]
    [InlineData("Relu")]
    [InlineData("Tanh")]
    [InlineData("LeakyRelu")]
    public void The_pool_comes_first_and_nobody_behind_it_notices(string op)
    {
        var model = Model(Node(op, "x", "a"), Node("MaxPool", "a", "y", Tiles), Node("Neg", "y", "z"));
        var types = PoolBeforeActivation.Exchange(model, Types("x", "a", "y", "z"));
        Assert.Equal(["MaxPool", op, "Neg"], model.Graph.Node.Select(static node => node.OpType));
        Assert.Equal("x", model.Graph.Node[0].Input[0]);
        Assert.Equal(model.Graph.Node[0].Output[0], model.Graph.Node[1].Input[0]);
        Assert.Equal("y", model.Graph.Node[1].Output[0]);
        Assert.Equal(types.Shapes["y"], types.Shapes[model.Graph.Node[0].Output[0]]);
        Assert.Equal(Tiles, Assert.Single(model.Graph.Node[0].Attribute));
    }

    [Fact]
    public void An_activation_passes_every_pool_behind_it()
    {
        var model = Model(Node("Relu", "x", "a"), Node("MaxPool", "a", "b", Tiles), Node("MaxPool", "b", "z", Tiles));
        PoolBeforeActivation.Exchange(model, Types("x", "a", "b", "z"));
        Assert.Equal(["MaxPool", "MaxPool", "Relu"], model.Graph.Node.Select(static node => node.OpType));
        Assert.Equal("z", model.Graph.Node[2].Output[0]);
    }

    [Fact]
    public void What_may_fall_or_is_used_elsewhere_stays()
    {
        Unchanged(Node("LeakyRelu", "x", "a", Attributes.Float("alpha", -.1f)), Node("MaxPool", "a", "z", Tiles));
        Unchanged(Node("Elu", "x", "a"), Node("MaxPool", "a", "z", Tiles));
        Unchanged(Node("Relu", "x", "a"), Node("AveragePool", "a", "z", Tiles));
        Unchanged(Node("Relu", "x", "a"), Node("MaxPool", "a", "b", Tiles), RuleCheck.Node("Concat", ["a", "b"], ["z"]));
        Unchanged(Node("Relu", "x", "z"), Node("MaxPool", "z", "b", Tiles));
        Unchanged(Node("Relu", "x", "a"), RuleCheck.Node("MaxPool", ["a"], ["z", "places"], Tiles));
    }

    private static void Unchanged(params NodeProto[] nodes)
    {
        ModelProto model = Model(nodes), before = model.Clone();
        PoolBeforeActivation.Exchange(model, Types("x", "a", "b", "z"));
        Assert.Equal(before, model);
    }

    private static NodeProto Node(string op, string input, string output, params AttributeProto[] attributes) => RuleCheck.Node(op, [input], [output], attributes);

    private static ModelProto Model(params NodeProto[] nodes) => new()
    {
        Graph = new GraphProto { Node = { nodes }, Input = { ValueInfo.Tensor("x", ElementType.Float, [-1, 1, 8, 8]) }, Output = { new ValueInfoProto { Name = "z" } } },
    };

    private static ValueTypes Types(params string[] values) => new(
        values.ToDictionary(static value => value, static value => (long[])[-1, 1, value.Length, 4]),
        values.ToDictionary(static value => value, static _ => ElementType.Float),
        new Dictionary<string, long[]>());
}
