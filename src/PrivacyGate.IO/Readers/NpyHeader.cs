using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PrivacyGate.IO.Readers;

/// <summary>What the head of a .npy file says of its array (format versions 1 to 3).</summary>
/// <param name="Type">Element type.</param>
/// <param name="IsFortranOrder">True when the first axis runs fastest.</param>
/// <param name="Shape">The axes; the first counts records.</param>
/// <param name="Length">Bytes before the first element.</param>
internal sealed partial record NpyHeader(NpyType Type, bool IsFortranOrder, IReadOnlyList<long> Shape, int Length)
{
    private const int LongestHeader = 1 << 16;
    private const int MostAxes = 32;

    /// <summary>Values a record, or -1 when they are more than any record can have.</summary>
    public long RecordValues => Shape.Skip(1).Aggregate(1L, static (product, axis) =>
        product < 0 || (axis > 0 && product > int.MaxValue / axis) ? -1 : product * axis);

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
        return Parse(Encoding.UTF8.GetString(text), 8 + lengthBytes + (int)length);
    }

    private static void Fill(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new InvalidDataException("it ends within its header");
        }
    }

    /// <summary>Reads the Python literal of a header: a dictionary of descr, fortran_order and shape in any order, nothing else.</summary>
    private static NpyHeader Parse(string text, int length)
    {
        var found = Dictionary.Match(text);
        var (descr, order, shape) = (found.Groups["descr"], found.Groups["order"], found.Groups["shape"]);
        return descr.Success && order.Success && shape.Success && Axes(shape.Value) is { } axes
            ? new NpyHeader(NpyType.Parse(descr.Value), order.Value == "True", axes, length)
            : throw new InvalidDataException("its header cannot be read");
    }

    private static long[]? Axes(string shape)
    {
        var axes = new List<long>();
        foreach (var number in Digits.EnumerateMatches(shape))
        {
            if (axes.Count == MostAxes || !long.TryParse(shape.AsSpan(number.Index, number.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var axis))
            {
                return null;
            }

            axes.Add(axis);
        }

        return [.. axes];
    }

    /// <summary>Where a key comes twice, the last counts, as in Python. A record type is a list of fields in brackets; such arrays are refused by name later.</summary>
    [GeneratedRegex(
        """
        ^\s*\{ (?>\s*
          (?: (?:'descr'|"descr") \s*:\s* (?: '(?<descr>[^']*)' | "(?<descr>[^"]*)" | (?<descr>\[[^:{}]*\]) )
            | (?:'fortran_order'|"fortran_order") \s*:\s* (?<order>True|False)
            | (?:'shape'|"shape") \s*:\s* \( \s* (?<shape> (?: [0-9]+ (?: \s*,\s* [0-9]+ )* \s*,? )? ) \s* \) )
          \s* (?: , | (?=\}) ) )* \s*\}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary { get; }

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Digits { get; }
}

/// <summary>NumPy's code of an element type, such as <c>&lt;f4</c>: byte order, kind, bytes an element (characters for U).</summary>
/// <param name="Code">As written in the file.</param>
/// <param name="Kind">f float, i integer, u unsigned, b boolean, U Unicode text, S bytes; '\0' for a type that is not read.</param>
/// <param name="Size">Bytes an element.</param>
/// <param name="IsBigEndian">Byte order of an element; bytes have none.</param>
internal sealed record NpyType(string Code, char Kind, int Size, bool IsBigEndian)
{
    private static readonly string[] Supported = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"];

    public bool IsSupported => Kind != '\0';

    public CellType CellType => Kind switch
    {
        'U' or 'S' => CellType.Text,
        'b' => CellType.Boolean,
        _ => CellType.Number,
    };

    public static NpyType Parse(string code)
    {
        var size = code.Length > 2 && "<>|=".Contains(code[0], StringComparison.Ordinal) && int.TryParse(code.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : 0;
        var isRead = size > 0 && (code[1] == 'S' || (code[1] == 'U' && size <= int.MaxValue / 4) || Supported.Contains(code[1..]));
        return isRead ? new NpyType(code, code[1], code[1] == 'U' ? size * 4 : size, code[0] == '>' && code[1] != 'S') : new NpyType(code, '\0', 0, false);
    }
}
