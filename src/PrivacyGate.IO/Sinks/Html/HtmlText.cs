using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The small parts every section is made of.</summary>
internal static class HtmlText
{
    private const int SentenceLimit = 1000;

    /// <summary>A name of the user's: told from our words by its type face, and isolated in its reading direction.</summary>
    public static Markup Name(string name) => Markup.Of($"<bdi class=\"name\">{PlainText.Clip(PlainText.OneLine(name), PlainText.NameLimit)}</bdi>");

    /// <summary>A message. Long enough for any of ours; what a name blows up beyond it stands in report.json.</summary>
    public static Markup Sentence(string text) => Markup.Of($"{PlainText.Clip(PlainText.OneLine(text), SentenceLimit)}");

    public static Markup Text(string text) => Markup.Of($"{text}");

    public static Markup Line(Phrase phrase) => Markup.Join(phrase.Parts.Select(Part));

    /// <summary>An empty cell that says so to who cannot see it.</summary>
    public static Markup NoFigure { get; } = Markup.Of($"<span aria-hidden=\"true\">&#8211;</span>{Hidden("no figure")}");

    public static Markup Figure(FigureView? figure) => figure is null ? NoFigure : Markup.Of($"<strong>{figure.Value}</strong> <small>{figure.Interval}</small>");

    public static Markup Strong(string figure) => Markup.Of($"<strong>{figure}</strong>");

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
    public static Markup List(ListView list, int limit)
    {
        var shown = list.Lines.Take(limit).Select(static line => Markup.Of($"<li>{Line(line)}</li>"));
        var more = list.Lines.Count > limit ? Markup.Of($"<li>{Figures.Count(list.Lines.Count - limit)} more in report.json</li>") : Markup.None;
        return list.Lines.Count == 0 ? Markup.None : Markup.Of($"<h3>{list.Title}</h3>\n<ul>\n{Markup.Lines([.. shown, more])}\n</ul>");
    }

    private static Markup Part(PhrasePart part) => part.Style switch
    {
        PhraseStyle.Strong => Strong(part.Text),
        PhraseStyle.Attack when HelpLink.ForAttack(part.Text) is { } page => Markup.Of($"<a href=\"{page}\">{part.Text}</a>"),
        PhraseStyle.Name or PhraseStyle.Attack => Name(part.Text),
        PhraseStyle.Code => Markup.Of($"<a href=\"{HelpLink.For(part.Text)}\">{part.Text}</a>"),
        PhraseStyle.Message => Sentence(part.Text),
        _ => Spaced(part.Text),
    };

    /// <summary>With the blanks at its ends that part it from its neighbours.</summary>
    private static Markup Spaced(string text) => Markup.Join([
        text.StartsWith(' ') ? Markup.Of($" ") : Markup.None,
        Text(text),
        text.EndsWith(' ') && text.Length > 1 ? Markup.Of($" ") : Markup.None]);

    private static Markup Sign(VerdictKind? kind)
    {
        var path = kind switch
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
