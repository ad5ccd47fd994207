using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>Counts and types the values of one column.</summary>
internal sealed class ColumnTally(RecordColumn column)
{
    public const int MostDistinct = 1000;
    private const int MostListed = 100;

    private readonly Dictionary<string, int> distinct = new(StringComparer.Ordinal);
    private InferredType type = InferredType.Boolean;
    private int missing;

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
        if (distinct.Count < MostDistinct || distinct.ContainsKey(value))
        {
            distinct[value] = distinct.GetValueOrDefault(value) + 1;
        }
    }

    public ColumnPreview Finish()
    {
        IReadOnlyList<string> values = distinct.Count <= MostListed ? [.. distinct.Keys.Order(StringComparer.Ordinal)] : [];
        var isUnseen = distinct.Count == 0;
        var isTextArray = column.ElementType is { } code && NpyType.Parse(code).IsText;
        return new ColumnPreview(column.Name, isUnseen ? (isTextArray ? InferredType.Text : InferredType.Number) : type, column.RecordShape, distinct.Count, values, missing)
        {
            RarestCount = distinct.Values.DefaultIfEmpty().Min(),
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
