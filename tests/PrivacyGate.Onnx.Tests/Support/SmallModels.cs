using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Small pieces of models.</summary>
internal static class SmallModels
{
    public static ModelProto Load(string fixture) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Fixture.ModelPath(fixture)));

    public static NodeProto Node(string op, string[] inputs, params string[] outputs) => new() { OpType = op, Input = { inputs }, Output = { outputs } };

    public static AttributeProto Graph(string name, GraphProto graph) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = graph };

    /// <summary>x (float, N by 4) -> the nodes -> outputs of unknown type.</summary>
    public static ModelProto Of(IEnumerable<NodeProto> nodes, params string[] outputs)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = 4 });
        var input = new ValueInfoProto { Name = "x", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
        return new ModelProto
        {
            IrVersion = 7,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 } },
            Graph = new GraphProto { Name = "g", Node = { nodes }, Input = { input }, Output = { outputs.Select(name => new ValueInfoProto { Name = name }) } },
        };
    }
}
