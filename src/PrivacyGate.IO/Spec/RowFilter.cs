namespace PrivacyGate.IO.Spec;

/// <summary>Picks the rows whose cell in one column equals a value, or differs from it.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Picks">True for ==, false for !=.</param>
/// <param name="Value">The text compared with; the numbers of an .npz are compared as numbers.</param>
/// <param name="Location">Where the spec states the filter.</param>
public sealed record RowFilter(string Column, bool Picks, string Value, SourceLocation Location)
{
    public override string ToString() => $"{Column} {(Picks ? "==" : "!=")} {Value}";

    /// <summary>Parses <c>column == value</c> or <c>column != value</c>; either side may stand in quotes of one kind.</summary>
    /// <param name="text">The filter as written.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="filter">The filter, or null.</param>
    /// <returns>Null, or what is wrong and at which character, counted from 0.</returns>
    public static (int At, string Problem)? TryParse(string text, SourceLocation location, out RowFilter? filter)
    {
        ArgumentNullException.ThrowIfNull(text);
        filter = null;
        var at = 0;
        if (Operand(text, ref at, isColumn: true, out var column) is { } noColumn)
        {
            return noColumn;
        }

        var sign = at + 1 < text.Length ? text.Substring(at, 2) : string.Empty;
        if (sign is not ("==" or "!="))
        {
            return (at, "expected == or != after the column's name");
        }

        at += 2;
        if (Operand(text, ref at, isColumn: false, out var value) is { } noValue)
        {
            return noValue;
        }

        if (at < text.Length)
        {
            return (at, "nothing may follow the value; put a value with spaces in quotes");
        }

        filter = new RowFilter(column, sign == "==", value, location);
        return null;
    }

    private static (int At, string Problem)? Operand(string text, ref int at, bool isColumn, out string operand)
    {
        var what = isColumn ? "the column's name" : "the value";
        SkipSpaces(text, ref at);
        var start = at;
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var close = text.IndexOf(text[at], at + 1);
            if (close < 0)
            {
                operand = string.Empty;
                return (start, $"the quote around {what} is not closed");
            }

            operand = text[(at + 1)..close];
            at = close + 1;
        }
        else
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && !(isColumn && text[at] is '=' or '!'))
            {
                at++;
            }

            operand = text[start..at];
            if (operand.Length == 0)
            {
                return (start, $"{what} is missing; write the filter as column == value");
            }

            if (!isColumn && operand[0] is '=' or '!')
            {
                return (start, "expected a value after the sign; put a value that starts with = or ! in quotes");
            }
        }

        SkipSpaces(text, ref at);
        return isColumn && operand.Length == 0 ? (start, $"{what} is empty") : null;
    }

    private static void SkipSpaces(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }
}
