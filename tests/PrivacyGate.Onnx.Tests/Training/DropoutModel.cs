using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>The model of oracles/mlp_relu with a Dropout in front of one of its layers.</summary>
internal static class DropoutModel
{
    /// <param name="ratio">Share of values dropped.</param>
    /// <param name="layer">Node that reads what is left, from the last one: 1 reads 16 hidden values, 3 the 10 of a record.</param>
    public static byte[] Bytes(float ratio, int layer = 1)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracles", "mlp_relu.onnx")));
        var reader = model.Graph.Node[^layer];
        var share = Tensors.Scalar(ratio, ElementType.Float);
        share.Name = "ratio";
        model.Graph.Initializer.Add(share);
        model.Graph.Node.Insert(model.Graph.Node.Count - layer, SmallModels.Node("Dropout", [reader.Input[0], "ratio"], "dropped"));
        reader.Input[0] = "dropped";
        return model.ToByteArray();
    }
}
