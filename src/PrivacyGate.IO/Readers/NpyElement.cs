using System.Globalization;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace PrivacyGate.IO.Readers;

/// <summary>Reads single elements of an array, whatever their type and byte order.</summary>
internal static class NpyElement
{
    /// <summary>Writes the elements of one record; on a fault <paramref name="at"/> is the element's number.</summary>
    public static CellFault Write(NpyType type, ReadOnlySpan<byte> record, ValueWriter writer, int index, out int at)
    {
        var scratch = type.IsText ? new byte[type.Size] : [];
        for (at = 0; at * type.Size < record.Length; at++)
        {
            var element = record.Slice(at * type.Size, type.Size);
            var fault = WriteOne(type, element, writer, index + at, scratch);
            if (fault != CellFault.None)
            {
                return fault;
            }
        }

        return CellFault.None;
    }

    /// <summary>The number an element of a numeric or boolean type stands for.</summary>
    public static double Number(NpyType type, ReadOnlySpan<byte> element) => type.Kind switch
    {
        'f' => Real(type, element),
        'u' when type.Size == 8 => Unsigned(type, element),
        _ => Integer(type, element),
    };

    /// <summary>An element as text: texts as they stand, numbers in their shortest form, booleans as true or false.</summary>
    public static byte[] Text(NpyType type, ReadOnlySpan<byte> element)
    {
        if (type.IsText)
        {
            var scratch = new byte[type.Size];
            return Utf8(type, element, scratch).ToArray();
        }

        return Encoding.UTF8.GetBytes(type.Kind switch
        {
            'b' => Integer(type, element) == 1 ? "true" : "false",
            'f' => Real(type, element).ToString(CultureInfo.InvariantCulture),
            'u' when type.Size == 8 => Unsigned(type, element).ToString(CultureInfo.InvariantCulture),
            _ => Integer(type, element).ToString(CultureInfo.InvariantCulture),
        });
    }

    private static CellFault WriteOne(NpyType type, ReadOnlySpan<byte> element, ValueWriter writer, int index, byte[] scratch)
    {
        switch (type.Kind)
        {
            case 'f':
                return writer.Write(Real(type, element), index);
            case 'u' when type.Size == 8 && Unsigned(type, element) > long.MaxValue:
                return writer.Write((double)Unsigned(type, element), index);
            case 'U' or 'S':
                return writer.Write(Utf8(type, element, scratch), index);
            default:
                return writer.Write(Integer(type, element), index);
        }
    }

    private static double Real(NpyType type, ReadOnlySpan<byte> element) => (type.Size, type.IsBigEndian) switch
    {
        (2, false) => (double)ReadHalfLittleEndian(element),
        (2, true) => (double)ReadHalfBigEndian(element),
        (4, false) => ReadSingleLittleEndian(element),
        (4, true) => ReadSingleBigEndian(element),
        (_, false) => ReadDoubleLittleEndian(element),
        (_, true) => ReadDoubleBigEndian(element),
    };

    private static ulong Unsigned(NpyType type, ReadOnlySpan<byte> element) =>
        type.IsBigEndian ? ReadUInt64BigEndian(element) : ReadUInt64LittleEndian(element);

    private static long Integer(NpyType type, ReadOnlySpan<byte> element) => (type.Kind, type.Size, type.IsBigEndian) switch
    {
        ('b', _, _) => element[0] == 0 ? 0 : 1,
        ('i', 1, _) => (sbyte)element[0],
        ('u', 1, _) => element[0],
        ('i', 2, false) => ReadInt16LittleEndian(element),
        ('i', 2, true) => ReadInt16BigEndian(element),
        ('u', 2, false) => ReadUInt16LittleEndian(element),
        ('u', 2, true) => ReadUInt16BigEndian(element),
        ('i', 4, false) => ReadInt32LittleEndian(element),
        ('i', 4, true) => ReadInt32BigEndian(element),
        ('u', 4, false) => ReadUInt32LittleEndian(element),
        ('u', 4, true) => ReadUInt32BigEndian(element),
        (_, _, false) => ReadInt64LittleEndian(element),
        (_, _, true) => ReadInt64BigEndian(element),
    };

    /// <summary>The text without the NULs that pad it; an impossible code point becomes bytes that are not UTF-8.</summary>
    private static ReadOnlySpan<byte> Utf8(NpyType type, ReadOnlySpan<byte> element, byte[] scratch)
    {
        if (type.Kind == 'S')
        {
            return element.TrimEnd((byte)0);
        }

        var length = 0;
        var end = element.Length;
        while (end >= 4 && ReadInt32LittleEndian(element[(end - 4)..]) == 0)
        {
            end -= 4;
        }

        for (var i = 0; i < end; i += 4)
        {
            var code = type.IsBigEndian ? ReadUInt32BigEndian(element[i..]) : ReadUInt32LittleEndian(element[i..]);
            if (Rune.TryCreate(code, out var rune))
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
}
