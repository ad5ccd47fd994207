using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

public sealed class GraphCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_cycle_is_refused_with_one_of_its_nodes() =>
        Refuse([SmallModels.Node("Add", ["x", "b"], "a"), SmallModels.Node("Relu", ["a"], "b"), SmallModels.Node("Relu", ["b"], "y")], "cyclic");

    [Fact]
    public void A_node_that_feeds_itself_is_refused() => Refuse([SmallModels.Node("Add", ["x", "y"], "y")], "cyclic", "Add");

    [Fact]
    public void A_cycle_through_a_branch_is_refused()
    {
        var branch = SmallModels.Node("If", ["x"], "y");
        branch.Attribute.Add(SmallModels.Graph("then_branch", new GraphProto { Node = { SmallModels.Node("Relu", ["y"], "inner") }, Output = { new ValueInfoProto { Name = "inner" } } }));
        Refuse([branch], "cyclic", "If");
    }

    [Fact]
    public void A_value_nothing_defines_is_refused() => Refuse([SmallModels.Node("Add", ["x", "ghost"], "y")], "'ghost'", "Add");

    [Fact]
    public void A_value_defined_twice_is_refused() => Refuse([SmallModels.Node("Relu", ["x"], "y"), SmallModels.Node("Tanh", ["x"], "y")], "'y'", "twice");

    [Fact]
    public void A_node_that_redefines_an_input_is_refused() => Refuse([SmallModels.Node("Relu", ["x"], "x"), SmallModels.Node("Relu", ["x"], "y")], "'x'", "twice");

    [Fact]
    public void An_output_listed_twice_is_refused() => Refuse(SmallModels.Of([SmallModels.Node("Relu", ["x"], "y")], "y", "y"), "'y'", "twice");

    [Fact]
    public void An_output_nothing_defines_is_refused() => Refuse(SmallModels.Of([SmallModels.Node("Relu", ["x"], "y")], "z"), "'z'");

    [Fact]
    public void A_graph_without_outputs_is_refused() => Refuse(SmallModels.Of([SmallModels.Node("Relu", ["x"], "y")]), "no output");

    [Fact]
    public void An_output_of_absurd_size_is_refused()
    {
        var model = SmallModels.Load("tails");
        model.Graph.Output[0].Type.TensorType.Shape.Dim[1] = new TensorShapeProto.Types.Dimension { DimValue = long.MaxValue };
        Refuse(model, "'y'", "2^31");
    }

    [Fact]
    public void A_function_that_calls_itself_is_refused()
    {
        var model = SmallModels.Of([SmallModels.Node("Loopy", ["x"], "y")], "y");
        model.Functions.Add(new FunctionProto { Name = "Loopy", Domain = "", Input = { "a" }, Output = { "b" }, Node = { SmallModels.Node("Loopy", ["a"], "b") } });
        Refuse(model, "Loopy", "itself");
    }

    [Fact]
    public void Names_from_the_file_come_out_as_printable_text() =>
        Refuse([SmallModels.Node("Add", ["x", "evil\n\u001b[31m [x] \u202e"], "y")], "evil");

    [Fact]
    public void A_branch_may_use_values_from_around_it()
    {
        var branch = SmallModels.Node("If", ["x"], "y");
        branch.Attribute.Add(SmallModels.Graph("then_branch", new GraphProto { Node = { SmallModels.Node("Relu", ["late"], "t") }, Output = { new ValueInfoProto { Name = "t" } } }));
        branch.Attribute.Add(SmallModels.Graph("else_branch", new GraphProto { Output = { new ValueInfoProto { Name = "x" } } }));

        // Written before the node that makes what its branch uses: the order in the file is free.
        var model = SmallModels.Of([branch, SmallModels.Node("Tanh", ["x"], "late")], "y");
        var file = OnnxFile.Read(folder.Write("model.onnx", model.ToByteArray()));
        Assert.Equal(["Tanh", "If"], new GraphView(file.Model.Graph).TopologicalOrder.Select(node => node.OpType));
    }

    [Fact]
    public void An_operator_of_a_foreign_domain_is_named()
    {
        var node = SmallModels.Node("Magic", ["x"], "y");
        node.Domain = "acme.ops";
        node.Name = "wand";
        var path = folder.Write("model.onnx", SmallModels.Of([node], "y").ToByteArray());
        Refused.With(DiagnosticIds.OperatorUnsupported, () => OnnxClassifier.Open(path), "Magic", "acme.ops", "wand");
    }

    [Fact]
    public void An_operator_ONNX_does_not_have_is_named()
    {
        var node = SmallModels.Node("Sofmax", ["x"], "y");
        node.Name = "typo";
        var path = folder.Write("model.onnx", SmallModels.Of([node], "y").ToByteArray());
        Refused.With(DiagnosticIds.OperatorUnsupported, () => OnnxClassifier.Open(path), "Sofmax", "ai.onnx", "typo");
    }

    private void Refuse(IEnumerable<NodeProto> nodes, params string[] named) => Refuse(SmallModels.Of(nodes, "y"), named);

    private void Refuse(ModelProto model, params string[] named)
    {
        var path = folder.Write("model.onnx", model.ToByteArray());
        Refused.With(DiagnosticIds.GraphMalformed, () => OnnxFile.Read(path), named);
    }
}
