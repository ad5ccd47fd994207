using System.Buffers.Binary;
using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>What the head of a .npy file says of its array (format versions 1 to 3).</summary>
/// <param name="Type">Element type.</param>
/// <param name="IsFortranOrder">True when the first axis runs fastest.</param>
/// <param name="Shape">The axes; the first counts records.</param>
/// <param name="Length">Bytes before the first element.</param>
internal sealed record NpyHeader(NpyType Type, bool IsFortranOrder, IReadOnlyList<long> Shape, int Length)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Values a record, or -1 when they are more than any record can have.</summary>
    public long RecordValues
    {
        get
        {
            var product = 1L;
            foreach (var axis in Shape.Skip(1))
            {
                product = axis > 0 && product > int.MaxValue / axis ? -1 : product * axis;
                if (product < 0)
                {
                    return -1;
                }
            }

            return product;
        }
    }

    /// <exception cref="InvalidDataException">It is no .npy file; the message says why.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        Fill(stream, start[..8]);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new InvalidDataException("it does not start as a .npy file does");
        }

        var lengthBytes = start[6] == 1 ? 2 : 4;
        if (start[6] is < 1 or > 3)
        {
            throw new InvalidDataException("it is of an unknown .npy version");
        }

        var field = start.Slice(8, lengthBytes);
        Fill(stream, field);
        var length = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(field) : BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (length > LongestHeader)
        {
            throw new InvalidDataException("its header claims to be longer than any is");
        }

        var text = new byte[length];
        Fill(stream, text);
        var (descr, isFortranOrder, shape) = NpyDictionary.Read(Encoding.UTF8.GetString(text));
        return new NpyHeader(NpyType.Parse(descr), isFortranOrder, shape, 8 + lengthBytes + (int)length);
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException("it ends within its header");
        }
    }
}
