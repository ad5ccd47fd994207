using System.Runtime.InteropServices;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Benchmarks.Throughput;

/// <summary>Writes a multi-layer perceptron with random weights: Gemm and Relu in turn, Softmax last, free batch axis.</summary>
internal static class SyntheticModel
{
    private const int Float = 1;

    public static void WriteMlp(string path, params int[] widths)
    {
        var graph = new GraphProto { Name = "mlp" };
        var value = "x";
        for (var layer = 0; layer + 1 < widths.Length; layer++)
        {
            var scale = (float)Math.Sqrt(2.0 / widths[layer]);
            graph.Initializer.Add(Tensor($"w{layer}", scale, seed: layer, widths[layer], widths[layer + 1]));
            graph.Initializer.Add(Tensor($"b{layer}", 0, seed: layer, widths[layer + 1]));
            value = Add(graph, "Gemm", $"z{layer}", value, $"w{layer}", $"b{layer}");
            value = layer + 2 < widths.Length ? Add(graph, "Relu", $"h{layer}", value) : Add(graph, "Softmax", "probabilities", value);
        }

        graph.Input.Add(Value("x", widths[0]));
        graph.Output.Add(Value("probabilities", widths[^1]));
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 13 });
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private static string Add(GraphProto graph, string type, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = type, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        graph.Node.Add(node);
        return output;
    }

    private static TensorProto Tensor(string name, float scale, int seed, params int[] shape)
    {
        var count = shape.Aggregate(1, static (product, axis) => product * axis);
        var values = SyntheticRecords.Matrix(count, 1, seed).Select(value => value * scale).ToArray();
        var tensor = new TensorProto { Name = name, DataType = Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
        tensor.Dims.AddRange(shape.Select(static axis => (long)axis));
        return tensor;
    }

    private static ValueInfoProto Value(string name, int width)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "N" });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = width });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = shape } } };
    }
}
