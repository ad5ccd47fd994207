using System.Globalization;
using System.Text;

namespace PrivacyGate;

/// <summary>Names come from specs, paths and data files: nothing in them may move a cursor, break a line or turn the reading direction.</summary>
public static class PlainText
{
    /// <summary>Characters of a name that are shown.</summary>
    public const int NameLimit = 100;

    private const int MessageLimit = 4000;

    /// <summary>One printable line: white space becomes a blank, other invisible characters are written as <c>\uXXXX</c>.</summary>
    public static string OneLine(string text) => Map(text, keep: static c => !IsInvisible(c));

    /// <summary>As <see cref="OneLine"/>, and everything beyond ASCII is written as <c>\uXXXX</c>.</summary>
    public static string Ascii(string text) => Map(text, keep: static c => c is >= ' ' and <= '~');

    /// <summary>
    /// As <see cref="OneLine"/>, for whole messages: " [", which build log readers take for the start of the project's name, becomes
    /// " (", and what is longer than any message of ours is cut.
    /// </summary>
    public static string Message(string text)
    {
        var line = OneLine(text).Replace(" [", " (", StringComparison.Ordinal);
        return Clip(line.StartsWith('[') ? $"({line[1..]}" : line, MessageLimit);
    }

    /// <summary>As <see cref="Ascii"/>, but letters and digits of any script stay, so that a path still opens its file.</summary>
    public static string Path(string text) => Map(text, keep: static c => c is >= ' ' and <= '~' || char.IsLetterOrDigit(c));

    /// <summary>A name in a sentence without markup.</summary>
    public static string Name(string text) => $"'{Bare(text)}'";

    /// <summary>The same without quotation marks.</summary>
    public static string Bare(string text) => Clip(OneLine(text), NameLimit);

    /// <summary>The first <paramref name="limit"/> characters, with an ellipsis when some are left out.</summary>
    public static string Clip(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 3;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "...");
    }

    private static string Map(string text, Func<char, bool> keep)
    {
        var line = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                line.Append(' ');
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]) && keep(c) && keep(text[i + 1]))
            {
                line.Append(c).Append(text[++i]);
            }
            else if (!char.IsSurrogate(c) && keep(c))
            {
                line.Append(c);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
        }

        return line.ToString().Trim();
    }

    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
