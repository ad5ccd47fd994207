using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Fills the array of one model input, value by value, and knows the bytes that stand for a value in a record's key.</summary>
internal abstract class ValueWriter
{
    /// <summary>What a value must be, in the words of an error message.</summary>
    public abstract string Wanted { get; }

    public static ValueWriter For(InputFeed feed) => feed.Input.Kind switch
    {
        ElementKind.Float32 => new RealWriter<float>(isHalf: false, feed.TakesMissing),
        ElementKind.Float16 => new RealWriter<float>(isHalf: true, feed.TakesMissing),
        ElementKind.Float64 => new RealWriter<double>(isHalf: false, feed.TakesMissing),
        ElementKind.Int32 => new WholeWriter<int>(feed.Input.Range),
        ElementKind.Int64 => new WholeWriter<long>(feed.Input.Range),
        ElementKind.Boolean => new BooleanWriter(),
        ElementKind.Text => new TextWriter(),
        _ => throw new ArgumentOutOfRangeException(nameof(feed), feed.Input.Kind, null),
    };

    /// <summary>Starts a new array of <paramref name="length"/> values.</summary>
    public abstract void Start(int length);

    /// <summary>The array, cut to <paramref name="length"/> values.</summary>
    public abstract Array Take(int length);

    public abstract CellFault Write(ReadOnlySpan<byte> utf8, int index);

    public abstract CellFault Write(double number, int index);

    public abstract CellFault Write(long number, int index);

    /// <summary>Appends the canonical bytes of <paramref name="count"/> values: little-endian, -0.0 as 0.0, texts with their length before them.</summary>
    public abstract void AppendTo(ArrayBufferWriter<byte> key, int index, int count);
}

/// <summary>The array keeping that all writers share.</summary>
internal abstract class ValueWriter<T> : ValueWriter
{
    protected T[] Values { get; private set; } = [];

    public override void Start(int length) => Values = new T[length];

    public override Array Take(int length)
    {
        var taken = Values;
        Array.Resize(ref taken, length);
        Values = [];
        return taken;
    }
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

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        foreach (var value in Values.AsSpan(index, count))
        {
            key.Write([value ? (byte)1 : (byte)0]);
        }
    }
}

/// <summary>string[], as ML.NET's categorical inputs take. A text is taken as it stands, spaces included and empty ones too: the model learned it so.</summary>
internal sealed class TextWriter : ValueWriter<string>
{
    private readonly TextPool pool = new();

    public override string Wanted => "a text";

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var text = pool.Get(utf8);
        Values[index] = text ?? string.Empty;
        return text is null ? CellFault.NotUtf8 : CellFault.None;
    }

    // 1.0 and 1 are one number but two texts: only the file that holds texts knows which the model learned.
    public override CellFault Write(double number, int index) => CellFault.WrongType;

    public override CellFault Write(long number, int index)
    {
        Values[index] = number.ToString(CultureInfo.InvariantCulture);
        return CellFault.None;
    }

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count)
    {
        foreach (var value in Values.AsSpan(index, count))
        {
            BinaryPrimitives.WriteInt32LittleEndian(key.GetSpan(sizeof(int)), Encoding.UTF8.GetByteCount(value));
            key.Advance(sizeof(int));
            _ = Encoding.UTF8.GetBytes(value, key);
        }
    }
}
