using System.Buffers.Binary;
using System.Globalization;
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

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        var bytes = key.Extend(count * sizeof(float));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * sizeof(float))..], Values[index + i] + 0f);
        }
    }

    private CellFault Miss(int index)
    {
        Values[index] = float.NaN;
        return takesMissing ? CellFault.None : CellFault.MissingNumber;
    }

    private CellFault Store(float value, int index)
    {
        var rounded = isHalf ? (float)(Half)value : value;
        if (!float.IsFinite(rounded))
        {
            return CellFault.OutOfRange;
        }

        Values[index] = rounded;
        return CellFault.None;
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

    public override CellFault Write(long number, int index)
    {
        Values[index] = number;
        return CellFault.None;
    }

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        var bytes = key.Extend(count * sizeof(double));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes[(i * sizeof(double))..], Values[index + i] + 0d);
        }
    }

    private CellFault Miss(int index)
    {
        Values[index] = double.NaN;
        return takesMissing ? CellFault.None : CellFault.MissingNumber;
    }
}

/// <param name="range">What the model's input can hold, where that is less than 64 bits can; or null.</param>
internal sealed class Int64Writer(WholeRange? range) : ValueWriter<long>
{
    public override string Wanted => WholeNumber.Wanted(range, 64);

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
        if (range is not null && !range.Contains(number))
        {
            return CellFault.OutOfRange;
        }

        Values[index] = number;
        return CellFault.None;
    }

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        var bytes = key.Extend(count * sizeof(long));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[(i * sizeof(long))..], Values[index + i]);
        }
    }
}

/// <param name="range">What the model's input can hold, where that is less than 32 bits can; or null.</param>
internal sealed class Int32Writer(WholeRange? range) : ValueWriter<int>
{
    public override string Wanted => WholeNumber.Wanted(range, 32);

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
        if (number is < int.MinValue or > int.MaxValue || (range is not null && !range.Contains(number)))
        {
            return CellFault.OutOfRange;
        }

        Values[index] = (int)number;
        return CellFault.None;
    }

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        var bytes = key.Extend(count * sizeof(int));
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(i * sizeof(int))..], Values[index + i]);
        }
    }
}

/// <summary>Words for whole numbers.</summary>
internal static class WholeNumber
{
    public static string Wanted(WholeRange? range, int bits) => range is null
        ? string.Create(CultureInfo.InvariantCulture, $"a {bits}-bit whole number")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Least} to {range.Most}");
}

internal sealed class BooleanWriter : ValueWriter<bool>
{
    public override string Wanted => "a boolean";

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index) => CellText.Read(utf8, out Values[index]);

    public override CellFault Write(double number, int index) =>
        double.IsNaN(number) ? CellFault.Missing : number is 0 or 1 ? Write((long)number, index) : CellFault.NotBoolean;

    public override CellFault Write(long number, int index)
    {
        Values[index] = number == 1;
        return number is 0 or 1 ? CellFault.None : CellFault.NotBoolean;
    }

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        var bytes = key.Extend(count);
        for (var i = 0; i < count; i++)
        {
            bytes[i] = Values[index + i] ? (byte)1 : (byte)0;
        }
    }
}
