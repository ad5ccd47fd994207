using PrivacyGate.IO.Sinks;

namespace PrivacyGate.GitHub.Rendering;

/// <summary>Building stones of comment and summary.</summary>
internal static class Markdown
{
    private const int SentenceLimit = 600;

    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    public static string Table(IReadOnlyList<string> columns, IEnumerable<string> rows) =>
        string.Join('\n', [Row(columns), $"|{string.Concat(columns.Select(_ => "---|"))}", .. rows]);

    public static string Code(string id) => $"[{id}]({HelpLink.For(id)})";

    /// <summary>Text that others wrote, as itself and not without end.</summary>
    public static string Sentence(string text) => MarkdownText.Sentence(PlainText.Clip(text, SentenceLimit));

    /// <summary>A list under a title, with what did not find room counted; empty for no lines.</summary>
    public static string List(string title, IEnumerable<string> lines, int limit)
    {
        string[] all = [.. lines];
        string more = all.Length > limit ? $"\n- {Figures.Count(all.Length - limit)} more in report.md" : "";
        return all.Length == 0 ? "" : $"{title}\n\n{string.Join('\n', all.Take(limit).Select(line => "- " + line))}{more}";
    }

    /// <param name="summary">HTML: Markdown is not read in it.</param>
    /// <param name="content">Markdown.</param>
    public static string Folded(string summary, string content) =>
        content.Length == 0 ? "" : $"<details><summary>{summary}</summary>\n\n{content}\n\n</details>";

    public static string Docs(string page) => $"{HelpLink.Project}/blob/main/docs/{page}";
}
