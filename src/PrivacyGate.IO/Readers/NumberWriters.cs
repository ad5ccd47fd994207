using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using PrivacyGate.Models;

namespace PrivacyGate.IO.Readers;

/// <summary>float[]; half-precision inputs take floats that were rounded to half precision. A missing value becomes NaN where the model takes it.</summary>
internal sealed class Float32Writer(bool isHalf, bool takesMissing) : ValueWriter<float>
{
    public override string Wanted => isHalf ? "a half-precision number" : "a number";

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var fault = CellText.Read(utf8, out float value);
        return fault == CellFault.None ? Store(value, index) : fault == CellFault.Missing ? Miss(index) : fault;
    }

    public override CellFault Write(double number, int index) =>
        double.IsNaN(number) ? Miss(index) : double.IsInfinity(number) ? CellFault.NotFinite : Store((float)number, index);

    public override CellFault Write(long number, int index) => Store(number, index);

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        var bytes = key.GetSpan(count * sizeof(float));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], Values[index + i] + 0f);
        }

        key.Advance(count * sizeof(float));
    }

    private CellFault Miss(int index)
    {
        Values[index] = float.NaN;
        return takesMissing ? CellFault.None : CellFault.MissingNumber;
    }

    private CellFault Store(float value, int index)
    {
        var rounded = isHalf ? (float)(Half)value : value;
        Values[index] = rounded;
        return float.IsFinite(rounded) ? CellFault.None : CellFault.OutOfRange;
    }
}

/// <inheritdoc cref="Float32Writer"/>
internal sealed class Float64Writer(bool takesMissing) : ValueWriter<double>
{
    public override string Wanted => "a number";

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var fault = CellText.Read(utf8, out Values[index]);
        return fault == CellFault.Missing ? Miss(index) : fault;
    }

    public override CellFault Write(double number, int index)
    {
        Values[index] = number;
        return double.IsNaN(number) ? Miss(index) : double.IsInfinity(number) ? CellFault.NotFinite : CellFault.None;
    }

    public override CellFault Write(long number, int index) => Write((double)number, index);

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        var bytes = key.GetSpan(count * sizeof(double));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], Values[index + i] + 0d);
        }

        key.Advance(count * sizeof(double));
    }

    private CellFault Miss(int index)
    {
        Values[index] = double.NaN;
        return takesMissing ? CellFault.None : CellFault.MissingNumber;
    }
}

/// <summary>int[] or long[].</summary>
/// <param name="range">What the model's input can hold, where that is less than its type can; or null.</param>
internal sealed class WholeWriter<T>(WholeRange? range) : ValueWriter<T>
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

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        foreach (var value in Values.AsSpan(index, count))
        {
            key.Advance(value.WriteLittleEndian(key.GetSpan(Unsafe.SizeOf<T>())));
        }
    }
}
