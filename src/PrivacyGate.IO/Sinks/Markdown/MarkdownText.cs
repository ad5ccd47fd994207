using System.Globalization;
using System.Text;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Markdown;

/// <summary>Text from specs, paths and data files as Markdown that renders as itself: no markup, link, mention, reference or HTML.</summary>
public static class MarkdownText
{
    private const string Markup = "\\`*_[]|~$";
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>A sentence.</summary>
    public static string Sentence(string text)
    {
        var line = PlainText.OneLine(text);
        var escaped = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            var next = i + 1 < line.Length ? line[i + 1] : ' ';
            escaped.Append(Escape(line[i], next));
        }

        return escaped.Replace("www.", "www\\.").ToString();
    }

    /// <summary>A name outside a table, as code: nothing in code is a mention, a link or HTML.</summary>
    public static string Name(string name)
    {
        var line = PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit);
        string fence = new('`', LongestRun(line) + 1);
        var pad = line is "" or ['`', ..] or [.., '`'] ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /// <summary>A name in a table's cell, where a bar would end the cell even in code.</summary>
    public static string Cell(string name) => name.Contains('|') ? Html(name) : Name(name);

    /// <summary>A name where Markdown is not read, inside an HTML tag: as code, with every sign written as its number.</summary>
    public static string Html(string name) => Entities(PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit));

    /// <summary>A phrase, with messages cut at <paramref name="longest"/> characters.</summary>
    public static string Line(Phrase phrase, int longest = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        return string.Concat(phrase.Parts.Select(part => Part(part, longest)));
    }

    /// <summary>A phrase in a table's cell.</summary>
    public static string Cell(Phrase phrase)
    {
        ArgumentNullException.ThrowIfNull(phrase);
        return string.Concat(phrase.Parts.Select(static part => part.Style == PhraseStyle.Name ? Cell(part.Text) : Part(part, int.MaxValue)));
    }

    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">Each as <see cref="Row"/> writes it.</param>
    public static string Table(IReadOnlyList<string> columns, IEnumerable<string> rows) =>
        string.Join('\n', [Row(columns), $"|{string.Concat(columns.Select(static _ => "---|"))}", .. rows]);

    private static string Part(PhrasePart part, int longest) => part.Style switch
    {
        PhraseStyle.Strong => $"**{Sentence(part.Text)}**",
        PhraseStyle.Name => Name(part.Text),
        PhraseStyle.Attack when HelpLink.ForAttack(part.Text) is { } page => $"[{Name(part.Text)}]({page})",
        PhraseStyle.Attack => Name(part.Text),
        PhraseStyle.Code => $"[{part.Text}]({HelpLink.For(part.Text)})",
        PhraseStyle.Message => Sentence(PlainText.Clip(part.Text, longest)),
        _ => Spaced(part.Text),
    };

    /// <summary>Escaped, with the blanks at its ends that part it from its neighbours.</summary>
    private static string Spaced(string text) =>
        $"{(text.StartsWith(' ') ? " " : "")}{Sentence(text)}{(text.EndsWith(' ') && text.Length > 1 ? " " : "")}";

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
        foreach (var c in line)
        {
            var plain = char.IsAsciiLetterOrDigit(c) || c == ' ' || !char.IsAscii(c);
            code.Append(plain ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"&#{(int)c};"));
        }

        return code.Append("</code>").ToString();
    }

    private static int LongestRun(string line)
    {
        var longest = 0;
        var run = 0;
        foreach (var c in line)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
