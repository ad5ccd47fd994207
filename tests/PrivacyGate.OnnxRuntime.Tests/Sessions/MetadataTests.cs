using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime.Tests.Sessions;

public class MetadataTests
{
    [Theory]
    [InlineData("float", TensorElementType.Float, typeof(float))]
    [InlineData("double", TensorElementType.Double, typeof(double))]
    [InlineData("float16", TensorElementType.Float16, typeof(Float16))]
    [InlineData("int32", TensorElementType.Int32, typeof(int))]
    [InlineData("int64", TensorElementType.Int64, typeof(long))]
    [InlineData("bool", TensorElementType.Bool, typeof(bool))]
    [InlineData("uint8", TensorElementType.UInt8, typeof(byte))]
    [InlineData("string", TensorElementType.String, typeof(string))]
    public void An_input_says_its_element_type_and_its_dimensions(string suffix, TensorElementType elementType, Type type)
    {
        using var session = Fixture.Open($"identity-{suffix}.onnx");
        foreach (var node in new[] { session.InputMetadata["x"], session.OutputMetadata["y"] })
        {
            Assert.True(node.IsTensor);
            Assert.Equal(OnnxValueType.ONNX_TYPE_TENSOR, node.OnnxValueType);
            Assert.Equal(elementType, node.ElementDataType);
            Assert.Equal(type, node.ElementType);
            Assert.Equal(suffix == "string", node.IsString);
            Assert.Equal([-1, 2], node.Dimensions);
            Assert.Equal(["records", ""], node.SymbolicDimensions);
        }
    }

    [Fact]
    public void Inputs_and_outputs_come_in_the_order_of_the_model()
    {
        using var session = Fixture.Open("two-inputs.onnx");
        Assert.Equal(["a", "b"], session.InputNames);
        Assert.Equal(["y", "z"], session.OutputNames);
        Assert.Equal(["a", "b"], session.InputMetadata.Keys);
        Assert.Equal(["y", "z"], session.OutputMetadata.Keys);
    }

    [Theory]
    [InlineData("zipmap-int64.onnx", TensorElementType.Int64)]
    [InlineData("zipmap-string.onnx", TensorElementType.String)]
    public void A_sequence_of_maps_says_what_it_nests(string model, TensorElementType keyType)
    {
        using var session = Fixture.Open(model);
        var output = session.OutputMetadata["probabilities"];
        Assert.Equal(OnnxValueType.ONNX_TYPE_SEQUENCE, output.OnnxValueType);
        Assert.False(output.IsTensor);
        Assert.Empty(output.Dimensions);

        var map = output.AsSequenceMetadata().ElementMeta;
        Assert.Equal(OnnxValueType.ONNX_TYPE_MAP, map.OnnxValueType);
        Assert.Equal(keyType, map.AsMapMetadata().KeyDataType);
        Assert.Equal(TensorElementType.Float, map.AsMapMetadata().ValueMetadata.ElementDataType);
    }

    [Fact]
    public void Asking_a_tensor_for_its_map_is_refused()
    {
        using var session = Fixture.Open("identity-float.onnx");
        Assert.Throws<OnnxRuntimeException>(() => session.InputMetadata["x"].AsMapMetadata());
        Assert.Throws<OnnxRuntimeException>(() => session.InputMetadata["x"].AsSequenceMetadata());
    }

    [Fact]
    public void A_model_says_who_made_it()
    {
        using var session = Fixture.Open("identity-float.onnx");
        var metadata = session.ModelMetadata;
        Assert.Equal("make_runtime_fixtures", metadata.ProducerName);
        Assert.Equal("identity", metadata.GraphName);
        Assert.Equal("tests.privacygate", metadata.Domain);
        Assert.Equal("a model of the tests", metadata.Description);
        Assert.Equal("", metadata.GraphDescription);
        Assert.Equal(3, metadata.Version);
        Assert.Equal("José 東京", metadata.CustomMetadataMap["author"]);
        Assert.Equal("identity", metadata.CustomMetadataMap["kind"]);
        Assert.Equal(2, metadata.CustomMetadataMap.Count);
    }
}
