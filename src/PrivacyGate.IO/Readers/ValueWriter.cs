using PrivacyGate.Samples;

namespace PrivacyGate.IO.Readers;

/// <summary>Fills the array of one model input, value by value, and knows the bytes that stand for a value in a record's key.</summary>
internal abstract class ValueWriter
{
    /// <summary>What a value must be, in the words of an error message.</summary>
    public abstract string Wanted { get; }

    public static ValueWriter For(InputFeed feed) => feed.Input.Kind switch
    {
        ElementKind.Float32 => new Float32Writer(isHalf: false, feed.TakesMissing),
        ElementKind.Float16 => new Float32Writer(isHalf: true, feed.TakesMissing),
        ElementKind.Float64 => new Float64Writer(feed.TakesMissing),
        ElementKind.Int32 => new Int32Writer(feed.Input.Range),
        ElementKind.Int64 => new Int64Writer(feed.Input.Range),
        ElementKind.Boolean => new BooleanWriter(),
        ElementKind.Text => new TextValueWriter(),
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
    public abstract void AppendTo(KeyBuffer key, int index, int count);
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
