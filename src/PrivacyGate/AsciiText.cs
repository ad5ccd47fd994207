using System.Text;

namespace PrivacyGate;

/// <summary>Names from the user's data, in which anything may stand, as part of an ASCII line.</summary>
internal static class AsciiText
{
    private const int Longest = 60;

    /// <summary>At most 60 characters, none of them a bracket or a control character.</summary>
    public static string Of(string text)
    {
        var ascii = new StringBuilder();
        foreach (char c in text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "..."))
        {
            ascii.Append(c switch
            {
                '[' => '(',
                ']' => ')',
                < ' ' or > '~' => '?',
                _ => c,
            });
        }

        return ascii.ToString();
    }
}
