using System.Net;
using System.Text.RegularExpressions;
using PrivacyGate.GitHub.Tests.StandIn;

namespace PrivacyGate.GitHub.Tests.Rendering;

/// <summary>Markdown as markdown-it reads it (tables, HTML passed through, bare addresses linked), and what a test asks of it.</summary>
internal static partial class Rendered
{
    public const string Module = "markdown-it";

    public static string[] Html(params IEnumerable<string> markdown)
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. markdown.Select((text, i) => folder.Write($"{i}.md", text))];
        (var exitCode, var output) = Node.Script("render.mjs", files);
        Assert.True(exitCode == 0, output);
        return [.. files.Select(file => File.ReadAllText(file + ".html"))];
    }

    public static IEnumerable<string> Tags(string html) => Tag().Matches(html).Select(match => match.Groups[1].Value);

    public static IEnumerable<string> Links(string html) => Link().Matches(html).Select(match => match.Groups[1].Value);

    /// <summary>What is left for GitHub to find mentions in: the text outside code.</summary>
    public static string TextOutsideCode(string html) => WebUtility.HtmlDecode(Tag().Replace(Code().Replace(html, ""), ""));

    public static IEnumerable<(int Header, int[] Rows)> Tables(string html) =>
        Table().Matches(html).Select(table => (
            Regex.Count(table.Value, "<th[ >]"),
            Row().Matches(table.Value).Skip(1).Select(row => Regex.Count(row.Value, "<td[ >]")).ToArray()));

    [GeneratedRegex("</?([a-zA-Z][a-zA-Z0-9]*)[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<code[^>]*>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();
}
