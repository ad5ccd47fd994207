using System.Globalization;

namespace PrivacyGate.IO.Readers;

/// <summary>Reads the Python literal of a .npy header: a dictionary of descr, fortran_order and shape, nothing else.</summary>
internal sealed class NpyDictionary(string text)
{
    private const int MostAxes = 32;
    private int at;

    /// <exception cref="InvalidDataException">It is no such dictionary.</exception>
    public (string Descr, bool IsFortranOrder, IReadOnlyList<long> Shape) Read()
    {
        string? descr = null;
        bool? isFortranOrder = null;
        IReadOnlyList<long>? shape = null;
        Expect('{');
        while (!Accept('}'))
        {
            var key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr":
                    descr = Peek() == '[' ? Structured() : Quoted();
                    break;
                case "fortran_order":
                    isFortranOrder = Boolean();
                    break;
                case "shape":
                    shape = Shape();
                    break;
                default:
                    throw Malformed();
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        return descr is null || isFortranOrder is null || shape is null ? throw Malformed() : (descr, isFortranOrder.Value, shape);
    }

    private static InvalidDataException Malformed() => new("its header cannot be read");

    private char Peek()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }

    private bool Accept(char wanted)
    {
        if (Peek() != wanted)
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Accept(wanted))
        {
            throw Malformed();
        }
    }

    private string Quoted()
    {
        var quote = Peek();
        var end = quote is '\'' or '"' ? text.IndexOf(quote, at + 1) : -1;
        if (end < 0)
        {
            throw Malformed();
        }

        var inner = text[(at + 1)..end];
        at = end + 1;
        return inner;
    }

    /// <summary>A record type's field list, skipped: such arrays are refused by name later.</summary>
    private string Structured()
    {
        var (start, depth) = (at, 0);
        do
        {
            depth += text[at] switch { '[' or '(' => 1, ']' or ')' => -1, _ => 0 };
            at++;
        }
        while (depth > 0 && at < text.Length);
        return depth == 0 ? text[start..at] : throw Malformed();
    }

    private bool Boolean()
    {
        _ = Peek();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
        {
            if (text.AsSpan(at).StartsWith(word, StringComparison.Ordinal))
            {
                at += word.Length;
                return value;
            }
        }

        throw Malformed();
    }

    private List<long> Shape()
    {
        var axes = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            _ = Peek();
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (!long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var axis) || axes.Count == MostAxes)
            {
                throw Malformed();
            }

            axes.Add(axis);
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return axes;
    }
}
