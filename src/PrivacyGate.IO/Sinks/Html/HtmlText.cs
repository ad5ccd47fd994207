using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The small parts every section is made of.</summary>
internal static class HtmlText
{
    private const int SentenceLimit = 1000;

    private const string Pages = HelpLink.Project + "/blob/main/docs/";

    /// <summary>A name of the user's: told from our words by its type face, and isolated in its reading direction.</summary>
    public static Markup Name(string name) => Markup.Of($"<bdi class=\"name\">{PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit)}</bdi>");

    /// <summary>A message. Long enough for any of ours; what a name blows up beyond it stands in report.json.</summary>
    public static Markup Sentence(string text) => Markup.Of($"{PlainText.Clip(PlainText.OneLine(text), SentenceLimit)}");

    /// <summary>An empty cell that says so to who cannot see it.</summary>
    public static Markup NoFigure { get; } = Markup.Of($"<span aria-hidden=\"true\">&#8211;</span>{Hidden("no figure")}");

    public static Markup Code(string id) => Markup.Of($"<a href=\"{HelpLink.For(id)}\">{id}</a>");

    public static Markup Page(string page, string text) => Markup.Of($"<a href=\"{Pages}{page}\">{text}</a>");

    public static Markup OnSlice(string slice) => slice == SliceIds.All ? Markup.None : Markup.Of($" on {Name(slice)}");

    /// <summary>Read out, not shown.</summary>
    public static Markup Hidden(string text) => Markup.Of($"<span class=\"hidden\">{text}</span>");

    /// <summary>The verdict in words, with a sign and a colour that say the same.</summary>
    /// <param name="kind">The verdict, or null where there is none.</param>
    /// <param name="word">The verdict in words.</param>
    /// <param name="end">Read out after the word.</param>
    public static Markup Badge(VerdictKind? kind, string word, Markup end = default) =>
        Markup.Of($"<span class=\"badge {Class(kind)}\">{Sign(kind)}{word}{end}</span>");

    public static string Class(VerdictKind? kind) => kind is { } known ? Headline.Word(known) : "none";

    /// <summary>A titled list, cut at <paramref name="limit"/>; nothing when it is empty.</summary>
    public static Markup List(string title, IEnumerable<Markup> items, int limit)
    {
        Markup[] all = [.. items];
        if (all.Length == 0)
        {
            return Markup.None;
        }

        IEnumerable<Markup> shown = all.Take(limit).Select(item => Markup.Of($"<li>{item}</li>"));
        Markup more = all.Length > limit ? Markup.Of($"<li>{Figures.Count(all.Length - limit)} more in report.json</li>") : Markup.None;
        return Markup.Of($"<h3>{title}</h3>\n<ul>\n{Markup.Lines([.. shown, more])}\n</ul>");
    }

    private static Markup Sign(VerdictKind? kind)
    {
        string path = kind switch
        {
            VerdictKind.Pass => "M4 10.5l4 4 8-9",
            VerdictKind.Fail => "M5 5l10 10M15 5L5 15",
            VerdictKind.Inconclusive => "M3 11c2.5-4 4.5-4 7-1s4.5 3 7-1",
            VerdictKind.Invalid => "M10 2.5a7.5 7.5 0 1 0 .01 0M4.8 15.2L15.2 4.8",
            _ => "M10 3.5v8.5M10 15.5v1",
        };
        return Markup.Of($"<svg class=\"sign\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>");
    }
}
