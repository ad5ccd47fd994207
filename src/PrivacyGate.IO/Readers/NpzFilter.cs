using System.Text;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>A row filter over the elements of an array: numbers and booleans are compared as such, texts as texts.</summary>
internal sealed class NpzFilter
{
    private readonly RowFilter filter;
    private readonly NpyType type;
    private readonly byte[] text;
    private readonly double number;

    private NpzFilter(RowFilter filter, NpyType type, double number) =>
        (this.filter, this.type, this.number, text) = (filter, type, number, Encoding.UTF8.GetBytes(filter.Value.Trim()));

    /// <exception cref="InputException">The array holds numbers and the value is none (PG0004): such a filter would pick all or nothing.</exception>
    public static NpzFilter For(RowFilter filter, NpyType type)
    {
        if (type.IsText)
        {
            return new NpzFilter(filter, type, 0);
        }

        var value = Encoding.UTF8.GetBytes(filter.Value);
        if (CellText.Read(value, out double number) == CellFault.None)
        {
            return new NpzFilter(filter, type, number);
        }

        return type.Kind == 'b' && CellText.Read(value, out bool boolean) == CellFault.None
            ? new NpzFilter(filter, type, boolean ? 1 : 0)
            : throw new InputException(Diagnostic.Error(DiagnosticIds.UnknownValue, $"the filter {MessageText.Quote(filter.ToString())} compares the numbers of {MessageText.Quote(filter.Column)} with a text; compare them with a number", filter.Location));
    }

    public bool Picks(ReadOnlySpan<byte> element)
    {
        var isEqual = type.IsText ? CellText.Trim(NpyElement.Text(type, element)).SequenceEqual(text) : NpyElement.Number(type, element) == number;
        return isEqual == filter.Picks;
    }
}
