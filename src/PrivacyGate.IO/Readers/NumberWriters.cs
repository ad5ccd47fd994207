using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PrivacyGate.Models;

namespace PrivacyGate.IO.Readers;

/// <summary>The canonical bytes that all numbers share.</summary>
internal abstract class NumberWriter<T> : ValueWriter<T>
    where T : struct, INumber<T>
{
    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        var size = Unsafe.SizeOf<T>();
        var bytes = key.GetSpan(count * size)[..(count * size)];
        for (var i = 0; i < count; i++)
        {
            // Zero is added, since -0.0 is 0.0 then.
            MemoryMarshal.Write(bytes[(i * size)..], Values[index + i] + T.Zero);
            if (!BitConverter.IsLittleEndian)
            {
                bytes.Slice(i * size, size).Reverse();
            }
        }

        key.Advance(bytes.Length);
    }
}

/// <summary>float[] or double[]; half-precision inputs take floats that were rounded to half precision. A missing value becomes NaN where the model takes it.</summary>
internal sealed class RealWriter<T>(bool isHalf, bool takesMissing) : NumberWriter<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    public override string Wanted => isHalf ? "a half-precision number" : "a number";

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var fault = CellText.Read(utf8, out T value);
        return fault == CellFault.None ? Store(value, index) : fault == CellFault.Missing ? Miss(index) : fault;
    }

    public override CellFault Write(double number, int index) =>
        double.IsNaN(number) ? Miss(index) : double.IsInfinity(number) ? CellFault.NotFinite : Store(T.CreateTruncating(number), index);

    public override CellFault Write(long number, int index) => Store(T.CreateTruncating(number), index);

    private CellFault Miss(int index)
    {
        Values[index] = T.NaN;
        return takesMissing ? CellFault.None : CellFault.MissingNumber;
    }

    private CellFault Store(T value, int index)
    {
        var rounded = isHalf ? T.CreateTruncating(Half.CreateTruncating(value)) : value;
        Values[index] = rounded;
        return T.IsFinite(rounded) ? CellFault.None : CellFault.OutOfRange;
    }
}

/// <summary>int[] or long[].</summary>
/// <param name="range">What the model's input can hold, where that is less than its type can; or null.</param>
internal sealed class WholeWriter<T>(WholeRange? range) : NumberWriter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly long least = range?.Least ?? long.CreateChecked(T.MinValue);
    private readonly long most = range?.Most ?? long.CreateChecked(T.MaxValue);

    public override string Wanted => range is null
        ? string.Create(CultureInfo.InvariantCulture, $"a {Unsafe.SizeOf<T>() * 8}-bit whole number")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Least} to {range.Most}");

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var fault = CellText.Read(utf8, out long value);
        return fault == CellFault.None ? Write(value, index) : fault;
    }

    public override CellFault Write(double number, int index)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? CellFault.Missing : CellFault.NotFinite;
        }

        var fault = CellText.Whole(number, out var value);
        return fault == CellFault.None ? Write(value, index) : fault;
    }

    public override CellFault Write(long number, int index)
    {
        Values[index] = T.CreateTruncating(number);
        return number >= least && number <= most ? CellFault.None : CellFault.OutOfRange;
    }
}
