using System.Globalization;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace PrivacyGate.IO.Readers;

/// <summary>The records of one array, one after the other: the values of each in row-major order, whatever their type and byte order.</summary>
internal sealed class NpyArray : IDisposable
{
    /// <summary>A whole array in Fortran order must fit in memory to be turned; larger ones are refused.</summary>
    private const long LargestTurned = 1L << 29;

    private const int SmallestBuffer = 1 << 16;
    private const int LongestNumber = 32;

    private readonly Stream stream;
    private readonly NpyType type;
    private readonly int recordBytes;
    private readonly byte[] scratch;
    private byte[] buffer = [];
    private int start;
    private int end;

    /// <summary>Takes over <paramref name="stream"/>, which stands at the first element.</summary>
    /// <exception cref="InvalidDataException">It is in Fortran order and too large to turn, or ends early.</exception>
    public NpyArray(NpyHeader header, Stream stream)
    {
        (type, recordBytes) = (header.Type, (int)(header.RecordValues * header.Type.Size));
        scratch = new byte[Math.Max(LongestNumber, type.CellType == CellType.Text ? type.Size : 0)];
        this.stream = header.IsFortranOrder && header.Shape.Count > 1 ? Turned(header, stream) : stream;
    }

    /// <summary>The bytes of the record, the lowest byte of each value first, once <see cref="MoveNext"/> was called.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(start - recordBytes, recordBytes);

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="InvalidDataException">The array ends early.</exception>
    public void MoveNext()
    {
        if (end - start < recordBytes)
        {
            Refill();
        }

        start += recordBytes;
        if (type.IsBigEndian)
        {
            // A text is of characters of four bytes.
            var size = type.Kind == 'U' ? 4 : type.Size;
            for (var at = start - recordBytes; at < start; at += size)
            {
                buffer.AsSpan(at, size).Reverse();
            }
        }
    }

    /// <summary>Reads what follows the last record, so that a check over the whole array is made.</summary>
    public void Finish() => stream.CopyTo(Stream.Null);

    public void Dispose() => stream.Dispose();

    /// <summary>Writes the values of the record; on a fault <paramref name="at"/> is the value's number.</summary>
    public CellFault Write(ValueWriter writer, int index, out int at)
    {
        at = 0;
        for (var rest = Record; rest.Length > 0; rest = rest[type.Size..])
        {
            var element = rest[..type.Size];
            var fault = type.Kind switch
            {
                'f' => writer.Write(Real(element), index + at),
                'u' when element.Length == 8 && ReadUInt64LittleEndian(element) > long.MaxValue => writer.Write((double)ReadUInt64LittleEndian(element), index + at),
                'U' or 'S' => writer.Write(Utf8(element), index + at),
                _ => writer.Write(Integer(element), index + at),
            };
            if (fault != CellFault.None)
            {
                return fault;
            }

            at++;
        }

        return CellFault.None;
    }

    /// <summary>The one number of the record; booleans are 0 and 1.</summary>
    public double Number() => type.Kind switch
    {
        'f' => Real(Record),
        'u' when type.Size == 8 => ReadUInt64LittleEndian(Record),
        _ => Integer(Record),
    };

    /// <summary>The one value of the record as text: texts as they stand, numbers in their shortest form, booleans as true or false.</summary>
    public ReadOnlySpan<byte> Text() => type.Kind switch
    {
        'U' or 'S' => Utf8(Record),
        'b' => Integer(Record) == 1 ? "true"u8 : "false"u8,
        'f' => Written(Real(Record)),
        'u' when type.Size == 8 => Written(ReadUInt64LittleEndian(Record)),
        _ => Written(Integer(Record)),
    };

    private ReadOnlySpan<byte> Written<T>(T number)
        where T : IUtf8SpanFormattable
    {
        _ = number.TryFormat(scratch, out var length, default, CultureInfo.InvariantCulture);
        return scratch.AsSpan(0, length);
    }

    private static double Real(ReadOnlySpan<byte> element) => element.Length switch
    {
        2 => (double)ReadHalfLittleEndian(element),
        4 => ReadSingleLittleEndian(element),
        _ => ReadDoubleLittleEndian(element),
    };

    private long Integer(ReadOnlySpan<byte> element) => (type.Kind, element.Length) switch
    {
        ('b', _) => element[0] == 0 ? 0 : 1,
        ('u', 1) => element[0],
        ('u', 2) => ReadUInt16LittleEndian(element),
        ('u', 4) => ReadUInt32LittleEndian(element),
        (_, 1) => (sbyte)element[0],
        (_, 2) => ReadInt16LittleEndian(element),
        (_, 4) => ReadInt32LittleEndian(element),
        _ => ReadInt64LittleEndian(element),
    };

    /// <summary>The text without the NULs that pad it; an impossible code point becomes a byte that is not UTF-8.</summary>
    private ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> element)
    {
        if (type.Kind == 'S')
        {
            return element.TrimEnd((byte)0);
        }

        var end = element.Length;
        while (end >= 4 && ReadInt32LittleEndian(element[(end - 4)..]) == 0)
        {
            end -= 4;
        }

        var length = 0;
        for (var i = 0; i < end; i += 4)
        {
            if (Rune.TryCreate(ReadUInt32LittleEndian(element[i..]), out var rune))
            {
                length += rune.EncodeToUtf8(scratch.AsSpan(length));
            }
            else
            {
                scratch[length++] = 0xFF;
            }
        }

        return scratch.AsSpan(0, length);
    }

    private void Refill()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        while (end < recordBytes)
        {
            if (end == buffer.Length)
            {
                // Grows with what arrives, never by what the header claims.
                Array.Resize(ref buffer, Math.Max(SmallestBuffer, Math.Min(recordBytes, buffer.Length * 2)));
            }

            var read = stream.Read(buffer.AsSpan(end));
            end += read > 0 ? read : throw EndsEarly();
        }
    }

    /// <summary>An array in Fortran order, turned into row-major order in memory.</summary>
    private static MemoryStream Turned(NpyHeader header, Stream stream)
    {
        var (records, size) = (header.Shape[0], header.Type.Size);
        var length = records * header.RecordValues * size;
        if (length > LargestTurned)
        {
            throw new InvalidDataException("it is in Fortran order and too large to turn in memory; save it by numpy.ascontiguousarray");
        }

        byte[] columns;
        using (stream)
        {
            columns = ReadAll(stream, length);
            stream.CopyTo(Stream.Null);
        }

        var turned = new byte[length];
        var at = 0;
        var offsets = Offsets(header.Shape);
        for (var record = 0L; record < records; record++)
        {
            foreach (var offset in offsets)
            {
                columns.AsSpan((int)((offset + record) * size), size).CopyTo(turned.AsSpan(at));
                at += size;
            }
        }

        return new MemoryStream(turned);
    }

    /// <summary>Grows with what arrives, as above.</summary>
    private static byte[] ReadAll(Stream stream, long length)
    {
        using var all = new MemoryStream();
        var chunk = new byte[SmallestBuffer];
        while (all.Length < length)
        {
            var read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, length - all.Length));
            all.Write(chunk, 0, read > 0 ? read : throw EndsEarly());
        }

        return all.ToArray();
    }

    /// <summary>For each value of a record in row-major order, how many elements lie before record 0's value of it.</summary>
    private static long[] Offsets(IReadOnlyList<long> shape)
    {
        var stride = shape[0];
        long[] offsets = [0];
        foreach (var length in shape.Skip(1))
        {
            offsets = [.. offsets.SelectMany(offset => Enumerable.Range(0, (int)length).Select(at => offset + (at * stride)))];
            stride *= length;
        }

        return offsets;
    }

    private static InvalidDataException EndsEarly() => new("it ends before its last record");
}
