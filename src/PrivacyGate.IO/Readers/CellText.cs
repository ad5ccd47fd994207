using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace PrivacyGate.IO.Readers;

/// <summary>Numbers and booleans in text, always in the invariant culture, and the marks of a missing value.</summary>
internal static class CellText
{
    private static readonly SearchValues<byte> NumberBytes = SearchValues.Create("0123456789,.+-eE"u8);
    private static readonly string[] MissingMarks = ["NaN", "NA", "N/A", "null", "none", "?"];

    /// <summary>Pairs of words for true and false, as ML.NET's loader, databases and forms write them.</summary>
    private static readonly (string True, string False)[] BooleanWords = [("true", "false"), ("yes", "no"), ("t", "f"), ("y", "n"), ("on", "off"), ("+", "-")];

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell) => cell.Trim(" \t"u8);

    /// <summary>True for an empty or blank cell and for the usual marks of a missing value, whatever their case.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell)
    {
        var text = Trim(cell);
        if (text.Length is 0 or > 4)
        {
            return text.Length == 0;
        }

        foreach (var mark in MissingMarks)
        {
            if (Ascii.EqualsIgnoreCase(text, mark))
            {
                return true;
            }
        }

        return false;
    }

    public static CellFault Read<T>(ReadOnlySpan<byte> cell, out T value)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        if (PlainDecimal.TryRead(cell, out value) || (!EndsInNull(cell) && T.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value)))
        {
            return CellFault.None;
        }

        return WhyNotNumber(cell, double.CreateTruncating(value));
    }

    public static CellFault Read(ReadOnlySpan<byte> cell, out long value)
    {
        if (Utf8Parser.TryParse(cell, out value, out var consumed) && consumed == cell.Length)
        {
            return CellFault.None;
        }

        if (!EndsInNull(cell) && long.TryParse(cell, NumberStyles.Integer, CultureInfo.InvariantCulture, out value))
        {
            return CellFault.None;
        }

        // 3.0 and 3e2 are whole numbers too; beyond 2^53 a double no longer proves it.
        var fault = Read(cell, out double number);
        return fault == CellFault.None ? Whole(number, out value) : fault;
    }

    /// <summary>The whole number that <paramref name="number"/> is exactly.</summary>
    public static CellFault Whole(double number, out long value)
    {
        value = 0;
        if (number != Math.Floor(number))
        {
            return CellFault.NotWhole;
        }

        if (Math.Abs(number) > 1L << 53)
        {
            return CellFault.OutOfRange;
        }

        value = (long)number;
        return CellFault.None;
    }

    /// <summary>true and false, yes and no, y and n, t and f, on and off, + and -, in any case; 1 and 0, also as 1.0 and 0.0.</summary>
    public static CellFault Read(ReadOnlySpan<byte> cell, out bool value)
    {
        var text = Trim(cell);
        if (text is [(byte)'0' or (byte)'1'])
        {
            value = text[0] == (byte)'1';
            return CellFault.None;
        }

        foreach (var (isTrue, isFalse) in BooleanWords)
        {
            value = Ascii.EqualsIgnoreCase(text, isTrue);
            if (value || Ascii.EqualsIgnoreCase(text, isFalse))
            {
                return CellFault.None;
            }
        }

        var isNumber = Read(text, out double number) == CellFault.None;
        value = number == 1;
        return isNumber && number is 0 or 1 ? CellFault.None
            : IsMissing(cell) ? CellFault.Missing : CellFault.NotBoolean;
    }

    /// <summary>.NET passes over null characters behind a number, which no table has meant.</summary>
    private static bool EndsInNull(ReadOnlySpan<byte> cell) => cell is [.., 0];

    private static CellFault WhyNotNumber(ReadOnlySpan<byte> cell, double parsed)
    {
        if (IsMissing(cell) || double.IsNaN(parsed))
        {
            return CellFault.Missing;
        }

        if (double.IsInfinity(parsed))
        {
            return Trim(cell).ContainsAnyInRange((byte)'0', (byte)'9') ? CellFault.OutOfRange : CellFault.NotFinite;
        }

        return LooksLikeDecimalComma(Trim(cell)) ? CellFault.DecimalComma : CellFault.NotNumber;
    }

    private static bool LooksLikeDecimalComma(ReadOnlySpan<byte> text) =>
        text.Count((byte)',') == 1 && !text.ContainsAnyExcept(NumberBytes);
}
