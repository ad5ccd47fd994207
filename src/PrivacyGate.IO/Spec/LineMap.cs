using System.Text;

namespace PrivacyGate.IO.Spec;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns.</summary>
internal sealed class LineMap
{
    private readonly byte[] utf8;
    private readonly List<int> starts = [0];
    private (int Offset, int Line, int Column) last = (0, 0, 1);

    public LineMap(byte[] utf8)
    {
        this.utf8 = utf8;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
            {
                starts.Add(i + 1);
            }
        }
    }

    /// <summary>Line and column, both from 1; columns in UTF-16 units.</summary>
    public (int Line, int Column) At(long offset)
    {
        var end = (int)Math.Min(offset, utf8.Length);
        var index = starts.BinarySearch(end);
        var line = index >= 0 ? index : ~index - 1;

        // A reader asks for one place after the other: counting goes on from the last one, or a long line would be counted over and over.
        var (from, column) = last.Line == line && last.Offset <= end ? (last.Offset, last.Column) : (starts[line], 1);
        last = (end, line, column + Encoding.UTF8.GetCharCount(utf8, from, end - from));
        return (line + 1, last.Column);
    }

    /// <summary>The line of an offset, from 0.</summary>
    public int LineOf(long offset) => At(offset).Line - 1;

    /// <summary>The bytes between the start of its line and an offset.</summary>
    public int ByteInLine(long offset) => (int)offset - starts[LineOf(offset)];

    /// <summary>The offset of a byte in a line, both from 0.</summary>
    public long OffsetOf(int line, long byteInLine) => starts[Math.Min(line, starts.Count - 1)] + byteInLine;
}
