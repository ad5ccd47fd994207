using System.Globalization;
using System.Text;

namespace PrivacyGate.IO.Spec;

/// <summary>Makes foreign text (names, paths, cells) safe to print in a diagnostic: one line without " [", in which letters of any script stay.</summary>
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

            var readsAsProjectName = character == '[' && (line.Length == 0 || line[^1] == ' ');
            _ = (character is >= ' ' and <= '~' || char.IsLetterOrDigit(character)) && !readsAsProjectName
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
}
