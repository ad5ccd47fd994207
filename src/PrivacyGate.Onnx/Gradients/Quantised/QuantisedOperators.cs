using System.Runtime.InteropServices;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>Which operators belong to quantised models. The runtime's own ones bear the same names in another domain.</summary>
internal static class QuantisedOperators
{
    public const string Quantise = "QuantizeLinear";
    public const string Dequantise = "DequantizeLinear";
    public const string Dynamic = "DynamicQuantizeLinear";
    private const string Runtime = "com.microsoft";

    public static bool IsQuantised(this NodeProto node, string op) => node.OpType == op && node.Domain is "" or "ai.onnx" or Runtime;

    /// <summary>Types weights are stored in to take less room: of at most 16 bits, and no truth values.</summary>
    public static bool IsNarrow(int type) => type is ElementType.UInt8 or ElementType.Int8 or ElementType.UInt16 or ElementType.Int16 or >= 17;

    /// <summary>The smallest and the largest number of a type, or null for one that activations are not quantised to.</summary>
    public static (long Least, long Most)? Range(int type) => type switch
    {
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        _ => null,
    };

    /// <summary>The numbers of a tensor of a type that <see cref="Range"/> knows; none for another.</summary>
    public static long[] Values(TensorProto tensor) => !tensor.HasRawData ? [.. tensor.Int32Data.Select(static value => (long)value)] : tensor.DataType switch
    {
        ElementType.UInt8 => [.. tensor.RawData.Select(static value => (long)value)],
        ElementType.Int8 => [.. tensor.RawData.Select(static value => (long)(sbyte)value)],
        ElementType.UInt16 => [.. MemoryMarshal.Cast<byte, ushort>(tensor.RawData.Span).ToArray().Select(static value => (long)value)],
        ElementType.Int16 => [.. MemoryMarshal.Cast<byte, short>(tensor.RawData.Span).ToArray().Select(static value => (long)value)],
        _ => [],
    };

    public static bool IsSingle(TensorProto? tensor) => tensor is not null && tensor.Dims.All(static axis => axis == 1);
}
