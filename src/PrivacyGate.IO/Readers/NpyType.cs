using System.Globalization;

namespace PrivacyGate.IO.Readers;

/// <summary>NumPy's code of an element type, such as <c>&lt;f4</c>: byte order, kind, bytes an element (characters for U).</summary>
/// <param name="Code">As written in the file.</param>
/// <param name="Kind">f float, i integer, u unsigned, b boolean, U Unicode text, S bytes; '\0' for a type that is not read.</param>
/// <param name="Size">Bytes an element.</param>
/// <param name="IsBigEndian">Byte order of an element.</param>
internal sealed record NpyType(string Code, char Kind, int Size, bool IsBigEndian)
{
    private static readonly string[] Supported = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1"];

    public bool IsSupported => Kind != '\0';

    public bool IsText => Kind is 'U' or 'S';

    public static NpyType Parse(string code)
    {
        var unread = new NpyType(code, '\0', 0, false);
        if (code.Length < 3 || !"<>|=".Contains(code[0], StringComparison.Ordinal))
        {
            return unread;
        }

        var kind = code[1];
        if (!int.TryParse(code.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
        {
            return unread;
        }

        var isText = kind == 'S' || (kind == 'U' && size <= int.MaxValue / 4);
        return isText || Supported.Contains(code[1..])
            ? new NpyType(code, kind, kind == 'U' ? size * 4 : size, code[0] == '>')
            : unread;
    }
}
