using System.Runtime.InteropServices;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Makes constant tensors.</summary>
internal static class Tensors
{
    public static TensorProto Of(long[] values) => Raw(Graphs.ElementType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    public static TensorProto Of(float[] values, params IEnumerable<long> axes) => Raw(Graphs.ElementType.Float, axes, MemoryMarshal.AsBytes<float>(values));

    /// <summary>A number without axes, of float or double.</summary>
    public static TensorProto Scalar(double value, int elementType) => elementType == Graphs.ElementType.Double
        ? Raw(elementType, [], MemoryMarshal.AsBytes<double>([value]))
        : Raw(elementType, [], MemoryMarshal.AsBytes<float>([(float)value]));

    /// <summary>The values 0 and 1 of OneHot.</summary>
    public static TensorProto OffAndOn(int elementType) => elementType == Graphs.ElementType.Double
        ? Raw(elementType, [2], MemoryMarshal.AsBytes<double>([0, 1]))
        : Raw(elementType, [2], MemoryMarshal.AsBytes<float>([0, 1]));

    private static TensorProto Raw(int type, IEnumerable<long> axes, ReadOnlySpan<byte> bytes) =>
        new() { DataType = type, Dims = { axes }, RawData = ByteString.CopyFrom(bytes) };
}
