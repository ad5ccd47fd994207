using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Graphs;

/// <summary>ONNX element types by their numbers in the file format.</summary>
internal static class ElementType
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    public const int UInt16 = 4;
    public const int Int16 = 5;
    public const int Int32 = 6;
    public const int Int64 = 7;
    public const int Text = 8;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;
    public const int UInt32 = 12;
    public const int UInt64 = 13;
    public const int BFloat16 = 16;

    private static readonly int[] Bits =
        [0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2];

    private static readonly string[] Names =
        ["undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "text", "bool", "float16", "float64", "uint32", "uint64"];

    public static bool IsKnown(int type) => type > 0 && type < Bits.Length;

    public static string Name(int type) => type >= 0 && type < Names.Length ? Names[type] : $"type {type}";

    /// <summary>Bytes that many elements take in raw form; elements of less than a byte are packed.</summary>
    public static UInt128 Bytes(int type, UInt128 count) => ((count * (UInt128)Bits[type]) + 7) / 8;

    public static bool IsFloating(int type) => type is Float or Double or Float16;

    /// <summary>Types a label has by itself; a floating-point number is one only where the graph shows that it picks a class.</summary>
    public static bool IsLabel(int type) => type is Text or Bool || IsWhole(type);

    public static bool IsWhole(int type) => type is UInt8 or Int8 or UInt16 or Int16 or Int32 or Int64 or UInt32 or UInt64;

    /// <summary>The type a record's values travel in, or null when records cannot feed it.</summary>
    public static ElementKind? Kind(int type) => type switch
    {
        Float => ElementKind.Float32,
        Double => ElementKind.Float64,
        Float16 => ElementKind.Float16,
        Int32 => ElementKind.Int32,
        Int64 => ElementKind.Int64,
        Bool => ElementKind.Boolean,
        Text => ElementKind.Text,
        _ => null,
    };
}
