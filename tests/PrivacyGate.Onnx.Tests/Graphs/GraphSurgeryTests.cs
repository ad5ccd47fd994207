using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

public sealed class GraphSurgeryTests
{
    [Fact]
    public void Cutting_leaves_the_original_as_it_was()
    {
        var model = SmallModels.Load("cnn_batch4");
        var before = model.ToByteArray();
        GraphSurgery.Cut(model, [model.Graph.Node[0].Output[0]]);
        GraphSurgery.FreeBatch(model, ["x"], 4);
        Assert.Equal(before, model.ToByteArray());
    }

    [Fact]
    public void Cutting_keeps_only_what_the_outputs_need()
    {
        var model = SmallModels.Of([SmallModels.Node("Relu", ["x"], "a"), SmallModels.Node("Add", ["a", "w"], "b"), SmallModels.Node("Tanh", ["a"], "c")], "b", "c");
        model.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = 1, Dims = { 1 }, FloatData = { 1 } });
        var cut = GraphSurgery.Cut(model, ["c", "a"]).Graph;
        Assert.Equal(["Relu", "Tanh"], cut.Node.Select(node => node.OpType));
        Assert.Empty(cut.Initializer);
        Assert.Equal(["c", "a"], cut.Output.Select(output => output.Name));
    }

    [Fact]
    public void Cutting_keeps_what_a_branch_takes_from_outside()
    {
        var branch = SmallModels.Node("If", ["x"], "y");
        branch.Attribute.Add(SmallModels.Graph("then_branch", new GraphProto { Node = { SmallModels.Node("Relu", ["outer"], "t") }, Output = { new ValueInfoProto { Name = "t" } } }));
        var model = SmallModels.Of([SmallModels.Node("Tanh", ["x"], "outer"), branch, SmallModels.Node("Exp", ["x"], "z")], "y", "z");
        Assert.Equal(["Tanh", "If"], GraphSurgery.Cut(model, ["y"]).Graph.Node.Select(node => node.OpType));
    }

    [Fact]
    public void Fields_unknown_to_this_project_survive()
    {
        // doc_string of the model is field 6, which our schema leaves out.
        var model = ModelProto.Parser.ParseFrom([.. SmallModels.Load("tails").ToByteArray(), (6 << 3) | 2, 3, (byte)'d', (byte)'o', (byte)'c']);
        var written = GraphSurgery.Bytes(GraphSurgery.Cut(model, ["y"]));
        Assert.Contains("2,3,100,111,99", string.Join(",", written).Replace("50,3,", "2,3,", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_the_batch_frees_inputs_and_reshapes()
    {
        var freed = GraphSurgery.FreeBatch(SmallModels.Load("cnn_batch4"), ["x"], 4);
        var view = new GraphView(freed.Graph);
        Assert.Equal(-1, view.ShapeOf("x")![0]);
        var reshape = freed.Graph.Node.First(node => node.OpType is "Reshape" or "Flatten");
        Assert.True(reshape.OpType == "Flatten" || TensorValues.Integers(view.ConstantOf(reshape.Input[1])!)![0] == 0);
    }

    [Fact]
    public void A_view_knows_makers_users_and_shapes()
    {
        var view = new GraphView(SmallModels.Load("mlp_softmax").Graph);
        var softmax = view.ProducerOf("y")!;
        Assert.Equal("Softmax", softmax.OpType);
        Assert.Same(softmax, Assert.Single(view.ConsumersOf(softmax.Input[0])));
        Assert.Equal([5, 6], view.ShapeOf("a.weight")!);
        Assert.Equal([-1, 6], view.ShapeOf("x")!);
        Assert.Null(view.ProducerOf("x"));
        Assert.NotNull(view.ConstantOf("b.bias"));
    }
}
