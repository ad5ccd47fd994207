using System.Runtime.InteropServices;
using Google.Protobuf;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Makes constant tensors.</summary>
internal static class Tensors
{
    public static TensorProto Of(long[] values) => Raw(Graphs.ElementType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    public static TensorProto Of(float[] values, params IEnumerable<long> axes) => Raw(Graphs.ElementType.Float, axes, MemoryMarshal.AsBytes<float>(values));

    /// <summary>A number without axes, of float, double or half precision.</summary>
    public static TensorProto Scalar(double value, int elementType) => Typed([value], elementType);

    /// <summary>Numbers of float, double or half precision.</summary>
    public static TensorProto Typed(double[] values, int elementType, params IEnumerable<long> axes) => elementType switch
    {
        Graphs.ElementType.Double => Raw(elementType, axes, MemoryMarshal.AsBytes<double>(values)),
        Graphs.ElementType.Float16 => Raw(elementType, axes, MemoryMarshal.AsBytes<Half>([.. values.Select(static value => (Half)value)])),
        _ => Raw(Graphs.ElementType.Float, axes, MemoryMarshal.AsBytes<float>([.. values.Select(static value => (float)value)])),
    };

    /// <summary>The list of a single 1.</summary>
    public static TensorProto One(int elementType) => elementType == Graphs.ElementType.Double
        ? Raw(elementType, [1], MemoryMarshal.AsBytes<double>([1]))
        : Raw(elementType, [1], MemoryMarshal.AsBytes<float>([1]));

    /// <summary>The square matrix with a number on its diagonal and 0 elsewhere, in single precision.</summary>
    public static TensorProto Diagonal(float value, int size)
    {
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            matrix[(i * size) + i] = value;
        }

        return Of(matrix, size, size);
    }

    private static TensorProto Raw(int type, IEnumerable<long> axes, ReadOnlySpan<byte> bytes) =>
        new() { DataType = type, Dims = { axes }, RawData = ByteString.CopyFrom(bytes) };
}
