using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>An IEEE 754 binary16 number as ONNX stores it.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Float16 : IComparable, IComparable<Float16>, IEquatable<Float16>
{
#pragma warning disable CA1051, IDE1006 // The official package names this public field so.
    /// <summary>The sixteen bits.</summary>
    public readonly ushort value;
#pragma warning restore CA1051, IDE1006

    public Float16(ushort v) => value = v;

    private Half Number => BitConverter.UInt16BitsToHalf(value);

    /// <summary>Rounds to the nearest, ties to even.</summary>
    public static explicit operator Float16(float value) => new(BitConverter.HalfToUInt16Bits((Half)value));

    public static explicit operator float(Float16 value) => (float)value.Number;

    public static bool operator ==(Float16 left, Float16 right) => left.Number == right.Number;

    public static bool operator !=(Float16 left, Float16 right) => !(left == right);

    public static bool operator <(Float16 left, Float16 right) => left.Number < right.Number;

    public static bool operator >(Float16 left, Float16 right) => left.Number > right.Number;

    public static bool operator <=(Float16 left, Float16 right) => left.Number <= right.Number;

    public static bool operator >=(Float16 left, Float16 right) => left.Number >= right.Number;

    public float ToFloat() => (float)Number;

    public int CompareTo(Float16 other) => Number.CompareTo(other.Number);

    public int CompareTo(object? obj) => obj is null ? 1 : CompareTo((Float16)obj);

    public bool Equals(Float16 other) => Number.Equals(other.Number);

    public override bool Equals(object? obj) => obj is Float16 other && Equals(other);

    public override int GetHashCode() => Number.GetHashCode();

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
