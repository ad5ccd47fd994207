using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Runtime;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>
/// Puts the numbers that a graph computes from narrow constants (DequantizeLinear, or Cast and arithmetic) into initializers.
/// See <see cref="ConstantValues"/>.
/// </summary>
internal static class DequantisedWeights
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; not touched.</param>
    /// <param name="written">Values that are dequantised numbers if they are constant, whatever they were made from.</param>
    public static ModelProto Fold(string path, ModelProto model, IReadOnlyCollection<string> written)
    {
        var names = Find(new GraphView(model.Graph), written);
        if (names.Length == 0)
        {
            return model;
        }

        var values = ConstantValues.Compute(path, model, names, Tensor);
        var copy = model.Clone();
        NodeProto[] kept = [.. copy.Graph.Node.Where(node => !node.Output.Any(names.Contains))];
        copy.Graph.Node.Clear();
        copy.Graph.Node.Add(kept);
        copy.Graph.Initializer.Add(values);
        return GraphSurgery.Cut(copy, copy.Graph.Output.Select(static output => output.Name).ToArray());
    }

    /// <summary>Dequantised constants, each where its arithmetic ends: a layer uses it, or a node that moves its numbers.</summary>
    public static string[] Find(GraphView view, IReadOnlyCollection<string> written)
    {
        var roots = new ConstantRoots(view);
        var narrow = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder.Where(node => node.Output.Count == 1 && roots.IsConstant(node.Output[0])))
        {
            var starts = written.Contains(node.Output[0]) || node.IsQuantised(QuantisedOperators.Dequantise) || (node.Is("Cast") && IsNarrow(roots, node.At(0)) && ElementType.IsFloating((int)node.Int("to", 0)));
            if (starts || (!ConstantRoots.IsMove(node) && !node.IsQuantised(QuantisedOperators.Quantise) && node.Input.Any(narrow.Contains)))
            {
                narrow.Add(node.Output[0]);
            }
        }

        HashSet<string> answered = [.. view.Graph.Output.Select(static output => output.Name)];
        return [.. narrow.Where(name => answered.Contains(name) || view.ConsumersOf(name).Any(node => !node.Output.Any(narrow.Contains))).Order(StringComparer.Ordinal)];
    }

    private static bool IsNarrow(ConstantRoots roots, string value) => roots.Of(value) is { } sources
        && sources.Any(static source => QuantisedOperators.IsNarrow(source.Tensor.DataType) && !QuantisedOperators.IsSingle(source.Tensor));

    private static TensorProto Tensor(string name, OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        var bytes = info.ElementDataType switch
        {
            TensorElementType.Float => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<float>()),
            TensorElementType.Double => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<double>()),
            _ => MemoryMarshal.AsBytes(value.GetTensorDataAsSpan<Float16>()),
        };

        // The runtime numbers element types as the file format does.
        return new TensorProto { Name = name, DataType = (int)info.ElementDataType, Dims = { info.Shape }, RawData = ByteString.CopyFrom(bytes) };
    }
}
