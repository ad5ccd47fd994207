using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Graphs;

public sealed class TensorCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(new long[] { 536_870_912 })]
    [InlineData(new long[] { 1L << 40 })]
    [InlineData(new[] { long.MaxValue, long.MaxValue, long.MaxValue })]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { -2, -2 })]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { 0 })]
    public void A_shape_that_does_not_fit_the_bytes_is_refused(long[] shape) =>
        Refuse(new TensorProto { Name = "huge", DataType = 1, Dims = { shape }, RawData = ByteString.CopyFrom(new byte[8]) });

    [Fact]
    public void Missing_bytes_are_refused_whatever_the_type()
    {
        for (var type = 1; type <= 26; type++)
        {
            Refuse(new TensorProto { Name = "huge", DataType = type, Dims = { 500_000_000 } });
        }
    }

    [Fact]
    public void A_tensor_in_a_constant_node_of_a_branch_is_held_to_its_bytes_too()
    {
        var constant = SmallModels.Node("Constant", [], "c");
        constant.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = new TensorProto { Name = "huge", DataType = 1, Dims = { 1 << 29 } } });
        var branch = SmallModels.Node("If", ["x"], "y");
        branch.Attribute.Add(SmallModels.Graph("then_branch", new GraphProto { Node = { constant }, Output = { new ValueInfoProto { Name = "c" } } }));
        var path = folder.Write("model.onnx", SmallModels.Of([branch], "y").ToByteArray());
        Refused.With(DiagnosticIds.TensorTooLarge, () => OnnxFile.Read(path), "huge");
    }

    [Fact]
    public void An_unknown_element_type_is_refused()
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Initializer[0].DataType = 99);
        Refused.With(DiagnosticIds.GraphMalformed, () => OnnxFile.Read(path), "99");
    }

    private void Refuse(TensorProto tensor)
    {
        var path = folder.Write("mlp_softmax", model => model.Graph.Initializer.Add(tensor));
        Refused.With(DiagnosticIds.TensorTooLarge, () => OnnxFile.Read(path), "huge");
    }
}
