using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Tables;

/// <summary>Numbers of any type in single precision, which is enough to look records up.</summary>
internal static class SingleNumbers
{
    public static bool IsNumeric(int elementType) => ElementType.IsFloating(elementType) || ElementType.IsWhole(elementType) || elementType == ElementType.BFloat16;

    /// <summary>The numbers of a tensor of single or double precision.</summary>
    public static float[] Of(TensorProto tensor) => tensor.DataType == ElementType.Double ? Convert<double>(TensorValues.Reals(tensor)!)
        : tensor.HasRawData ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray()
        : [.. tensor.FloatData];

    /// <summary>The numbers of a record's values; none for texts and truth values.</summary>
    public static float[] Of(Array values) => values switch
    {
        float[] singles => singles,
        double[] doubles => Convert<double>(doubles),
        long[] longs => Convert<long>(longs),
        int[] ints => Convert<int>(ints),
        _ => [],
    };

    /// <summary>The numbers of a tensor; none for texts, truth values and what is no tensor.</summary>
    public static float[] Of(OrtValue value) => !value.IsTensor ? [] : value.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
        TensorElementType.Double => Convert(value.GetTensorDataAsSpan<double>()),
        TensorElementType.Float16 => Convert(MemoryMarshal.Cast<Float16, Half>(value.GetTensorDataAsSpan<Float16>())),
        TensorElementType.BFloat16 => [.. value.GetTensorDataAsSpan<BFloat16>().ToArray().Select(static number => number.ToFloat())],
        TensorElementType.Int8 => Convert(value.GetTensorDataAsSpan<sbyte>()),
        TensorElementType.UInt8 => Convert(value.GetTensorDataAsSpan<byte>()),
        TensorElementType.Int16 => Convert(value.GetTensorDataAsSpan<short>()),
        TensorElementType.UInt16 => Convert(value.GetTensorDataAsSpan<ushort>()),
        TensorElementType.Int32 => Convert(value.GetTensorDataAsSpan<int>()),
        TensorElementType.UInt32 => Convert(value.GetTensorDataAsSpan<uint>()),
        TensorElementType.Int64 => Convert(value.GetTensorDataAsSpan<long>()),
        TensorElementType.UInt64 => Convert(value.GetTensorDataAsSpan<ulong>()),
        _ => [],
    };

    /// <summary>The axes of a tensor of numbers; none for another value.</summary>
    public static long[] AxesOf(OrtValue value) =>
        value.IsTensor && value.GetTensorTypeAndShape() is var info && IsNumeric((int)info.ElementDataType) ? info.Shape : [];

    private static float[] Convert<T>(ReadOnlySpan<T> values)
        where T : INumberBase<T>
    {
        var singles = new float[values.Length];
        for (var i = 0; i < singles.Length; i++)
        {
            singles[i] = float.CreateTruncating(values[i]);
        }

        return singles;
    }
}
