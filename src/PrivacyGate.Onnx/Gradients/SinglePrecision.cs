using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients;

/// <summary>
/// A model of double or half precision, computing in single precision instead, which weights are trained in. Its inputs
/// keep their types; what they bring is cast.
/// </summary>
internal static class SinglePrecision
{
    /// <summary>Whether the scores or any tensor of several numbers are of another precision.</summary>
    public static bool IsDue(GraphProto graph, int scoreType) => IsOther(scoreType)
        || graph.Initializer.Concat(graph.Node.Select(static node => node.Tensor("value")).OfType<TensorProto>())
            .Any(static tensor => IsOther(tensor.DataType) && tensor.Dims.Aggregate(1L, static (product, axis) => product * axis) > 1);

    public static ModelProto Of(ModelProto model)
    {
        var copy = model.Clone();
        var graph = copy.Graph;
        foreach (var node in graph.Node)
        {
            foreach (var attribute in node.Attribute)
            {
                Convert(node, attribute);
            }
        }

        TensorProto[] constants = [.. graph.Initializer.Select(Single)];
        graph.Initializer.Clear();
        graph.Initializer.Add(constants);
        CastInputs(graph);
        graph.ValueInfo.Clear();
        foreach (var output in graph.Output)
        {
            output.Type = null;
        }

        return copy;
    }

    private static bool IsOther(int type) => type is ElementType.Double or ElementType.Float16;

    private static void Convert(NodeProto node, AttributeProto attribute)
    {
        if (attribute.T is { } tensor)
        {
            attribute.T = Single(tensor);
        }
        else if ((node.Is("Cast") && attribute.Name == "to") || (node.Is("EyeLike") && attribute.Name == "dtype"))
        {
            attribute.I = IsOther((int)attribute.I) ? ElementType.Float : attribute.I;
        }
    }

    private static TensorProto Single(TensorProto tensor)
    {
        var values = tensor.DataType switch
        {
            ElementType.Double => [.. TensorValues.Reals(tensor)!.Select(static value => (float)value)],
            ElementType.Float16 => Halves(tensor),
            _ => null,
        };
        if (values is null)
        {
            return tensor;
        }

        var single = Tensors.Of(values, tensor.Dims);
        single.Name = tensor.Name;
        return single;
    }

    // Half precision lies in raw bytes, or one number in each element of the field for small integers.
    private static float[] Halves(TensorProto tensor) => tensor.HasRawData
        ? [.. MemoryMarshal.Cast<byte, Half>(tensor.RawData.Span).ToArray().Select(static half => (float)half)]
        : [.. tensor.Int32Data.Select(static bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))];

    private static void CastInputs(GraphProto graph)
    {
        foreach (var name in graph.Input.Where(static input => input.Type?.TensorType is { } tensor && IsOther(tensor.ElemType)).Select(static input => input.Name).ToArray())
        {
            var single = $"privacygate/single/{name}";
            foreach (var node in graph.Node)
            {
                for (var i = 0; i < node.Input.Count; i++)
                {
                    node.Input[i] = node.Input[i] == name ? single : node.Input[i];
                }
            }

            graph.Node.Insert(0, new NodeProto
            {
                OpType = "Cast",
                Name = single + "/cast",
                Input = { name },
                Output = { single },
                Attribute = { Attributes.Int("to", ElementType.Float) },
            });
        }
    }
}
