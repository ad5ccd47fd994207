using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>string[], as ML.NET's categorical inputs take. A text is taken as it stands, spaces included and empty ones too: the model learned it so.</summary>
internal sealed class TextValueWriter : ValueWriter<string>
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

    public override void AppendTo(KeyBuffer key, int index, int count)
    {
        for (var i = index; i < index + count; i++)
        {
            var length = Encoding.UTF8.GetByteCount(Values[i]);
            BinaryPrimitives.WriteInt32LittleEndian(key.Extend(sizeof(int)), length);
            _ = Encoding.UTF8.GetBytes(Values[i], key.Extend(length));
        }
    }
}
