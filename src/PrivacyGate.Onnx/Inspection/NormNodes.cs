using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The Euclidean norm of each record's row of a value, computed inside the graph: one number leaves it instead of a row.</summary>
internal static class NormNodes
{
    /// <summary>From this operator set on, ReduceL2 takes its axes as an input.</summary>
    private const long AxesAreInput = 18;

    public static (string Norm, IReadOnlyList<NodeProto> Nodes) Of(GraphView view, string value, long opset, int index)
    {
        string prefix = GraphSurgery.FreeName(view, FormattableString.Invariant($"privacygate/norm{index}"));
        var cast = new NodeProto { OpType = "Cast", Input = { value }, Output = { prefix + "/float" }, Attribute = { Int("to", ElementType.Float) } };
        var reduce = new NodeProto { OpType = "ReduceL2", Input = { prefix + "/float" }, Output = { prefix }, Attribute = { Int("keepdims", 0) } };
        if (opset < AxesAreInput)
        {
            reduce.Attribute.Add(new AttributeProto { Name = "axes", Type = AttributeProto.Types.AttributeType.Ints, Ints = { -1 } });
            return (prefix, [cast, reduce]);
        }

        var axes = new NodeProto
        {
            OpType = "Constant",
            Output = { prefix + "/axes" },
            Attribute =
            {
                new AttributeProto
                {
                    Name = "value",
                    Type = AttributeProto.Types.AttributeType.Tensor,
                    T = new TensorProto { DataType = ElementType.Int64, Dims = { 1 }, Int64Data = { -1 } },
                },
            },
        };
        reduce.Input.Add(axes.Output[0]);
        return (prefix, [cast, axes, reduce]);
    }

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };
}
