using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>Reads the values of small constant tensors, whichever field they lie in. The file was checked: counts fit shapes.</summary>
internal static class TensorValues
{
    /// <summary>The values of an int64 or int32 tensor, or null for another type.</summary>
    public static long[]? Integers(TensorProto tensor) => tensor.DataType switch
    {
        ElementType.Int64 => tensor.HasRawData ? Raw<long>(tensor) : [.. tensor.Int64Data],
        ElementType.Int32 => [.. tensor.HasRawData ? Raw<int>(tensor).Select(static value => (long)value) : tensor.Int32Data.Select(static value => (long)value)],
        _ => null,
    };

    /// <summary>The values of a float or double tensor, or null for another type.</summary>
    public static double[]? Reals(TensorProto tensor) => tensor.DataType switch
    {
        ElementType.Float => [.. tensor.HasRawData ? Raw<float>(tensor).Select(static value => (double)value) : tensor.FloatData.Select(static value => (double)value)],
        ElementType.Double => tensor.HasRawData ? Raw<double>(tensor) : [.. tensor.DoubleData],
        _ => null,
    };

    public static string[]? Texts(TensorProto tensor) =>
        tensor.DataType == ElementType.Text ? [.. tensor.StringData.Select(text => text.ToStringUtf8())] : null;

    // ONNX raw data is little-endian, as are all processors ONNX Runtime is built for.
    private static T[] Raw<T>(TensorProto tensor)
        where T : struct => MemoryMarshal.Cast<byte, T>(tensor.RawData.Span).ToArray();
}
