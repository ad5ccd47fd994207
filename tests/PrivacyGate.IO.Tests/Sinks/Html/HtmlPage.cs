using System.Text.RegularExpressions;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Tests.Sinks;

/// <summary>report.html taken apart. Strict on purpose: what these expressions do not understand is no HTML of ours.</summary>
internal sealed partial class HtmlPage
{
    private static readonly string[] Void = ["meta", "path", "circle", "rect", "polygon", "polyline"];

    private HtmlPage(string html)
    {
        Html = html;
        Body = html[(html.IndexOf("</style>", StringComparison.Ordinal) + "</style>".Length)..];
        Tags = [.. Tag().Matches(html[..html.IndexOf("<style>", StringComparison.Ordinal)] + "<style></style>" + Body).Select(match => match.Value)];
    }

    public string Html { get; }

    /// <summary>What follows the style sheet.</summary>
    public string Body { get; }

    /// <summary>Every tag as written, without the document type.</summary>
    public IReadOnlyList<string> Tags { get; }

    public static HtmlPage Of(GateRun run) => new(System.Text.Encoding.UTF8.GetString(SinkSnapshotTests.Bytes("report.html", run)));

    public static string Name(string tag) => TagName().Match(tag).Groups[1].Value;

    public IEnumerable<string> Attributes(string name) =>
        Tags.SelectMany(tag => Attribute().Matches(tag)).Where(match => match.Groups[1].Value == name).Select(match => match.Groups[2].Value);

    public IEnumerable<string> AttributeNames() => Tags.SelectMany(tag => Attribute().Matches(tag)).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>The inner text of every such element, without tags.</summary>
    public IEnumerable<string> Texts(string element) =>
        Regex.Matches(Html, $"<{element}(?: [^>]*)?>(.*?)</{element}>", RegexOptions.Singleline).Select(match => Tag().Replace(match.Groups[1].Value, ""));

    /// <summary>Tags that do not close what was opened last; empty when every element is closed in its place.</summary>
    public IEnumerable<string> Unbalanced()
    {
        var open = new Stack<string>();
        foreach (var tag in Tags)
        {
            var name = Name(tag);
            if (tag.StartsWith("</", StringComparison.Ordinal))
            {
                if (!open.TryPop(out var last) || last != name)
                {
                    yield return tag;
                }
            }
            else if (!Void.Contains(name))
            {
                open.Push(name);
            }
        }

        foreach (var left in open)
        {
            yield return left;
        }
    }

    [GeneratedRegex("</?[a-z][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^</?([a-z][a-z0-9]*)")]
    private static partial Regex TagName();

    [GeneratedRegex(" ([A-Za-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
