using System.Globalization;
using System.Text;

namespace PrivacyGate.IO.Spec;

/// <summary>Makes foreign text (names, paths, cells) safe to print in a diagnostic: one ASCII line without " [".</summary>
public static class MessageText
{
    private const int Longest = 120;

    /// <summary><paramref name="text"/> between single quotes.</summary>
    public static string Quote(string text) => $"'{Plain(text)}'";

    /// <summary><paramref name="text"/> with everything but printable ASCII escaped, cut after 120 characters.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ascii = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (ascii.Length >= Longest)
            {
                return ascii.Append("...").ToString();
            }

            var readsAsProjectName = character == '[' && (ascii.Length == 0 || ascii[^1] == ' ');
            _ = character is >= ' ' and <= '~' && !readsAsProjectName
                ? ascii.Append(character)
                : ascii.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return ascii.ToString();
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
