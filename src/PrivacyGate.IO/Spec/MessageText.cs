using System.Globalization;
using System.Text;

namespace PrivacyGate.IO.Spec;

/// <summary>Foreign text (names, paths, cells) in a diagnostic, in which the reader must see every character: white space beside the blank is escaped, where a <see cref="PlainText.Message"/> makes a blank of it.</summary>
public static class MessageText
{
    private const int Longest = 120;

    /// <summary><paramref name="text"/> between single quotes.</summary>
    public static string Quote(string text) => $"'{Plain(text)}'";

    /// <summary><paramref name="text"/> with everything but printable ASCII, letters and digits escaped, cut after 120 characters.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (line.Length >= Longest)
            {
                return line.Append("...").ToString();
            }

            _ = character is >= ' ' and <= '~' || char.IsLetterOrDigit(character)
                ? line.Append(character)
                : line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return line.ToString();
    }

    /// <summary>The texts between single quotes, parted by commas; all but the first <paramref name="most"/> are counted instead.</summary>
    public static string List(IEnumerable<string> texts, int most = 12)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var all = texts.ToList();
        var shown = string.Join(", ", all.Take(most).Select(Quote));
        return all.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {all.Count - most} more") : shown;
    }

    /// <summary>"; did you mean 'x'?" or, with no near word, "; known: ...".</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Suggestion.For(word, known) is { } near ? $"; did you mean {Quote(near)}?"
            : known.Count > 0 ? $"; known: {List(known)}"
            : string.Empty;
    }
}
