using System.Buffers;

namespace PrivacyGate.IO.Readers;

/// <summary>Takes 1 and 0, and words for true and false, as numbers: whether a record has a label.</summary>
internal sealed class FlagWriter : ValueWriter
{
    private readonly RealWriter<float> numbers = new(isHalf: false, takesMissing: false);

    public override string Wanted => "1 or 0, true or false";

    public override void Start(int length) => numbers.Start(length);

    public override Array Take(int length) => numbers.Take(length);

    public override CellFault Write(ReadOnlySpan<byte> utf8, int index)
    {
        var fault = CellText.Read(utf8, out bool flag);
        return fault == CellFault.None ? Write(flag ? 1.0 : 0, index) : fault == CellFault.NotBoolean ? CellFault.NotFlag : fault;
    }

    public override CellFault Write(double number, int index) => number is 0 or 1 ? numbers.Write(number, index) : CellFault.NotFlag;

    public override CellFault Write(long number, int index) => Write((double)number, index);

    public override void AppendTo(ArrayBufferWriter<byte> key, int index, int count) => numbers.AppendTo(key, index, count);
}
