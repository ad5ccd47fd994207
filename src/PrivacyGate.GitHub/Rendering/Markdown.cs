using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Building stones of comment and summary.</summary>
internal static class Markdown
{
    private const int LongestMessage = 600;

    /// <summary>A list under a title, with what did not find room counted; empty for no lines. Messages that others wrote do not go on without end.</summary>
    public static string List(string title, IEnumerable<Phrase> lines, int limit)
    {
        Phrase[] all = [.. lines];
        var more = all.Length > limit ? $"\n- {Figures.Count(all.Length - limit)} more in report.md" : "";
        return all.Length == 0 ? "" : $"{title}\n\n{string.Join('\n', all.Take(limit).Select(static line => $"- {MarkdownText.Line(line, LongestMessage)}"))}{more}";
    }

    /// <param name="summary">HTML: Markdown is not read in it.</param>
    /// <param name="content">Markdown.</param>
    public static string Folded(string summary, string content) =>
        content.Length == 0 ? "" : $"<details><summary>{summary}</summary>\n\n{content}\n\n</details>";
}
