using System.Globalization;
using System.Text;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Text from specs and data where Markdown is not read: inside an HTML tag.</summary>
internal static class Html
{
    private const int NameLimit = 100;

    /// <summary>A name as code: nothing in code is a mention or a reference, and every sign is written as its number.</summary>
    public static string Name(string name)
    {
        var code = new StringBuilder("<code>");
        foreach (char c in PlainText.Clip(PlainText.OneLine(name), NameLimit))
        {
            bool plain = char.IsAsciiLetterOrDigit(c) || c == ' ' || !char.IsAscii(c);
            code.Append(plain ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"));
        }

        return code.Append("</code>").ToString();
    }
}
