using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>Counts and types the values of one column.</summary>
internal sealed class ColumnTally(RecordColumn column)
{
    public const int MostDistinct = 1000;
    private const int MostListed = 100;

    private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
    private readonly string name = column.Name.Trim();
    private HashSet<ulong>? hashes;
    private InferredType type = InferredType.Boolean;
    private int missing;
    private int count;
    private bool holdsItsName;

    /// <summary>Takes the next value; null for the values of a wide array, which are not looked at.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            return;
        }

        var utf8 = Encoding.UTF8.GetBytes(value);
        if (CellText.IsMissing(utf8))
        {
            missing++;
            return;
        }

        type = (InferredType)Math.Max((int)type, (int)TypeOf(utf8));
        holdsItsName |= value.AsSpan().Trim().SequenceEqual(name);
        Count(value);
    }

    /// <summary>The texts themselves are kept while they may be listed; beyond that they are counted by hash, and of measurements not at all: files have many columns.</summary>
    private void Count(string value)
    {
        if (count <= MostListed)
        {
            texts[value] = texts.GetValueOrDefault(value) + 1;
            count = texts.Count;
            return;
        }

        if (count >= MostDistinct || type == InferredType.Number)
        {
            hashes = null;
            Forget();
            return;
        }

        if (hashes is null)
        {
            hashes = [.. texts.Keys.Select(Hash)];
            Forget();
        }

        count += hashes.Add(Hash(value)) ? 1 : 0;
    }

    private void Forget()
    {
        if (texts.Count > 0)
        {
            texts.Clear();
            texts.TrimExcess();
        }
    }

    private static ulong Hash(string value) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan()));

    public ColumnPreview Finish()
    {
        IReadOnlyList<string> values = count <= MostListed ? [.. texts.Keys.Order(StringComparer.Ordinal)] : [];
        var isUnseen = count == 0;
        var isTextArray = column.ElementType is { } code && NpyType.Parse(code).IsText;
        return new ColumnPreview(column.Name, isUnseen ? (isTextArray ? InferredType.Text : InferredType.Number) : type, column.RecordShape, count, values, missing)
        {
            RarestCount = count <= MostListed ? texts.Values.DefaultIfEmpty().Min() : 0,
            HoldsItsName = holdsItsName,
        };
    }

    private static InferredType TypeOf(ReadOnlySpan<byte> utf8)
    {
        // 0 and 1 are booleans until a 2 comes.
        if (CellText.Read(utf8, out bool _) == CellFault.None)
        {
            return InferredType.Boolean;
        }

        return CellText.Read(utf8, out long _) == CellFault.None ? InferredType.Integer
            : CellText.Read(utf8, out double _) == CellFault.None ? InferredType.Number
            : InferredType.Text;
    }
}
