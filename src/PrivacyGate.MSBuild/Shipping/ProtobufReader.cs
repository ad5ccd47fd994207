using System.Text;

namespace PrivacyGate.MSBuild;

/// <summary>One field of a protobuf message.</summary>
/// <param name="Number">Of the field.</param>
/// <param name="Wire">How it is encoded.</param>
/// <param name="Value">The value of a varint; the length of bytes.</param>
internal readonly record struct ProtobufField(int Number, int Wire, ulong Value)
{
    public const int Varint = 0;
    public const int Bytes = 2;

    public long Length => Wire == Bytes ? (long)Value : 0;
}

/// <summary>Walks over a protobuf message without a schema and without reading what fields hold. The stream may be one that cannot seek.</summary>
internal sealed class ProtobufReader(Stream stream)
{
    private const int Fixed64 = 1;
    private const int Fixed32 = 5;

    private readonly byte[] skipped = new byte[4096];

    /// <summary>Where the stream ends. It is not known for a stream that is being unpacked.</summary>
    public long End { get; } = stream.CanSeek ? stream.Length : long.MaxValue;

    public long Position { get; private set; }

    /// <summary>Whether something was met that no protobuf message holds.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next field of the message that ends at <paramref name="end"/>; null at its end, and in a broken message. Bytes are to be skipped, read or walked over by the caller.</summary>
    public ProtobufField? Next(long end)
    {
        if (IsBroken || Position >= end || Tag(end) is not { } tag)
        {
            return null;
        }

        var (number, wire) = (tag >> 3, (int)(tag & 7));
        var value = wire is ProtobufField.Varint or ProtobufField.Bytes ? Number(NextByte()) : 0;
        if (number is 0 or > int.MaxValue || value is null || wire is not (ProtobufField.Varint or ProtobufField.Bytes or Fixed32 or Fixed64)
            || (wire == ProtobufField.Bytes && value > (ulong)(end - Position)))
        {
            IsBroken = true;
            return null;
        }

        Skip(wire switch { Fixed32 => 4, Fixed64 => 8, _ => 0 });
        return IsBroken ? null : new ProtobufField((int)number, wire, value.Value);
    }

    public void Skip(long count)
    {
        if (stream.CanSeek)
        {
            IsBroken |= count > End - Position;
            Position += count;
            stream.Position = Math.Min(Position, End);
            return;
        }

        for (int read; count > 0; count -= read)
        {
            read = stream.Read(skipped, 0, (int)Math.Min(count, skipped.Length));
            if (read == 0)
            {
                IsBroken = true;
                return;
            }

            Position += read;
        }
    }

    /// <summary>The text of a field; empty where it is longer than any name.</summary>
    public string Text(ProtobufField field)
    {
        if (field.Length > skipped.Length)
        {
            Skip(field.Length);
            return "";
        }

        var text = new byte[field.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (byte)NextByte();
        }

        return Encoding.UTF8.GetString(text);
    }

    /// <summary>The outermost message ends where its stream does.</summary>
    private ulong? Tag(long end)
    {
        var first = NextByte();
        if (first < 0 && end == long.MaxValue)
        {
            return null;
        }

        var tag = Number(first);
        IsBroken |= tag is null;
        return tag;
    }

    /// <summary>A varint that begins with this byte, or null where the stream ends or the number does not.</summary>
    private ulong? Number(int next)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64 && next >= 0; shift += 7)
        {
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }

            next = NextByte();
        }

        return null;
    }

    private int NextByte()
    {
        var next = stream.ReadByte();
        Position += next < 0 ? 0 : 1;
        return next;
    }
}
