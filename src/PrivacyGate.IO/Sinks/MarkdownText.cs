using System.Globalization;
using System.Text;

namespace PrivacyGate.IO.Sinks;

/// <summary>Text from specs, paths and data files as Markdown that renders as itself: no markup, link, mention, reference or HTML.</summary>
public static class MarkdownText
{
    private const string Markup = "\\`*_[]|~$";
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>A sentence.</summary>
    public static string Sentence(string text)
    {
        string line = PlainText.OneLine(text);
        var escaped = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            char next = i + 1 < line.Length ? line[i + 1] : ' ';
            escaped.Append(Escape(line[i], next));
        }

        return escaped.Replace("www.", "www\\.").ToString();
    }

    /// <summary>A name outside a table, as code: nothing in code is a mention, a link or HTML.</summary>
    public static string Name(string name)
    {
        string line = PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit);
        string fence = new('`', LongestRun(line) + 1);
        string pad = line is "" or ['`', ..] or [.., '`'] ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /// <summary>A name in a table's cell, where a bar would end the cell even in code.</summary>
    public static string Cell(string name) => name.Contains('|') ? Entities(PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit)) : Name(name);

    public static string Metric(string metric) => Sentence(MetricNames.Of(metric));

    private static string Escape(char c, char next) => c switch
    {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        // GitHub looks for "@team" and "#12" after Markdown is rendered, so that only breaking the word helps.
        '@' or '#' when next != ' ' => $"{c}{ZeroWidthSpace}",
        ':' when next != ' ' => "\\:",
        _ when Markup.Contains(c) => $"\\{c}",
        _ => c.ToString(),
    };

    private static string Entities(string line)
    {
        var code = new StringBuilder("<code>");
        foreach (char c in line)
        {
            bool plain = char.IsAsciiLetterOrDigit(c) || c == ' ' || !char.IsAscii(c);
            code.Append(plain ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"));
        }

        return code.Append("</code>").ToString();
    }

    private static int LongestRun(string line)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
