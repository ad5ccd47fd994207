using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace PrivacyGate.IO.Readers;

/// <param name="Name">The column's name.</param>
/// <param name="Type">The narrowest type all its values have.</param>
/// <param name="RecordShape">Empty for one value a record.</param>
/// <param name="DistinctCount">Different values seen; no more than 1000 are told apart.</param>
/// <param name="Values">Those values in ordinal order when they are at most 100, else empty.</param>
/// <param name="MissingCount">Cells without a value.</param>
public sealed record ColumnPreview(string Name, InferredType Type, IReadOnlyList<int> RecordShape, int DistinctCount, IReadOnlyList<string> Values, int MissingCount)
{
    /// <summary>Rows with the value that the fewest have.</summary>
    public int RarestCount { get; init; }

    /// <summary>True where one of the values is the column's name, as in a file without a header line.</summary>
    public bool HoldsItsName { get; init; }

    /// <summary>Whether each value stands in so many rows that it says nothing of any one of them: it may be shown.</summary>
    public bool IsShared => RarestCount >= ValueCounts.FewestOwners;

    /// <summary>True where the name says that the values identify persons or records: then each is kept to itself, however many rows have it.</summary>
    public bool MayIdentify => ColumnNames.MayIdentify(Name);

    /// <summary>True for a column without a name, such as a frame's index, which is never a feature by itself.</summary>
    public bool IsRowNumber => ColumnNames.IsRowNumber(Name);

    /// <summary>True where name or values suggest that the column numbers or names the records: whole numbers or texts, each different.</summary>
    /// <param name="rows">Rows looked at.</param>
    public bool LooksLikeId(int rows) => ColumnNames.LooksLikeId(Name)
        || (Type is InferredType.Integer or InferredType.Text && MissingCount == 0 && rows >= FewestRows && DistinctCount == Math.Min(rows, ColumnTally.MostDistinct));

    /// <summary>With fewer rows that all values differ says little.</summary>
    private const int FewestRows = 50;

    /// <summary>Classes are few, whole, and given for every record.</summary>
    public bool MayBeLabel => RecordShape.All(axis => axis == 1) && DistinctCount is >= 2 and < 1000 && Type != InferredType.Number && MissingCount == 0;
}

/// <summary>The narrowest type all values of a column have.</summary>
public enum InferredType
{
    Boolean,
    Integer,
    Number,
    Text,
}

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
        var isTextArray = column is { IsArray: true, Type: CellType.Text };
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
