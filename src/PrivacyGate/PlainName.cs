using System.Text;

namespace PrivacyGate;

/// <summary>Names from the user's data, in which anything may stand, as part of one line. Letters of any script stay; a console that cannot show them gets them escaped where it is written to.</summary>
public static class PlainName
{
    private const int Longest = 60;

    /// <summary>At most 60 characters, printable ASCII, letters and digits, none of them a bracket.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (char c in text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "..."))
        {
            line.Append(c switch
            {
                '[' => '(',
                ']' => ')',
                < ' ' => '?',
                > '~' when !char.IsLetterOrDigit(c) => '?',
                _ => c,
            });
        }

        return line.ToString();
    }
}
