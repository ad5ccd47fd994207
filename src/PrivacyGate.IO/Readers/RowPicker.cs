using System.Text;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>Compares records with the value of a filter: numbers and booleans as such, texts as texts.</summary>
internal sealed class RowPicker
{
    private readonly RowFilter filter;
    private readonly byte[] text;
    private readonly double? number;

    /// <exception cref="InputException">The column holds numbers and the value is none (PG0004): such a filter would pick all or nothing.</exception>
    public RowPicker(RowFilter filter, int column, CellType type)
    {
        (this.filter, Column, text) = (filter, column, Encoding.UTF8.GetBytes(filter.Value.Trim()));
        number = type == CellType.Text ? null : NumberOf(filter, type == CellType.Boolean);
    }

    public int Column { get; }

    /// <summary>Whether equal records are picked, or the others.</summary>
    public bool Picks => filter.Picks;

    /// <summary>A few of the values met, to tell a typo by.</summary>
    public ValueCounts Values { get; } = new();

    public bool IsEqual(RecordCursor cursor) =>
        number is null ? CellText.Trim(cursor.Text(Column)).SequenceEqual(text) : cursor.Number(Column) == number;

    /// <summary>PG0036 where no record was picked.</summary>
    public InputException NoRecords(RecordSource source)
    {
        // A list of the values could name persons with many records each.
        var hint = !ColumnNames.MayIdentify(filter.Column) && Values.Told is { } told && Suggestion.For(filter.Value, told) is { } near ? $"; did you mean {MessageText.Quote(near)}?"
            : Values.Different == 0 ? "; check column and value"
            : $"; the column holds {Values.Amount()}, check column and value";
        return new InputException(Diagnostic.Error(DiagnosticIds.NoRecords, $"no record of {MessageText.Plain(source.File.Path)} fits the filter {MessageText.Quote(filter.ToString())} ({source.Role}){hint}", filter.Location));
    }

    private static double NumberOf(RowFilter filter, bool isBoolean)
    {
        var value = Encoding.UTF8.GetBytes(filter.Value);
        return CellText.Read(value, out double number) == CellFault.None ? number
            : isBoolean && CellText.Read(value, out bool boolean) == CellFault.None ? (boolean ? 1 : 0)
            : throw new InputException(Diagnostic.Error(DiagnosticIds.UnknownValue, $"the filter {MessageText.Quote(filter.ToString())} compares the numbers of {MessageText.Quote(filter.Column)} with a text; compare them with a number", filter.Location));
    }
}
