using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Declares values.</summary>
internal static class ValueInfo
{
    /// <summary>A tensor; an axis of -1 is the open batch.</summary>
    public static ValueInfoProto Tensor(string name, int elementType, IEnumerable<long> axes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(axes.Select(static axis => axis < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "batch" }
            : new TensorShapeProto.Types.Dimension { DimValue = axis }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = elementType, Shape = shape } } };
    }
}
