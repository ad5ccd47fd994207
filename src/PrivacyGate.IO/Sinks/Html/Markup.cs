namespace PrivacyGate.IO.Sinks.Html;

/// <summary>HTML that came about only from this assembly's own literals and encoded text, so that it can be put into other HTML as it is.</summary>
internal readonly record struct Markup
{
    private Markup(string html) => Html = html;

    public static Markup None { get; } = new("");

    public string Html => field ?? "";

    public bool IsEmpty => Html.Length == 0;

    /// <summary>A file of this assembly, unchanged. Never for anything a run brings.</summary>
    public static Markup OfOwnFile(string html) => new(html);

    /// <summary>The literal parts are HTML, every text between them is encoded.</summary>
    public static Markup Of(MarkupTemplate template) => new(template.Html);

    public static Markup Join(IEnumerable<Markup> parts, string separator = "") => new(string.Join(separator, parts.Select(part => part.Html)));

    /// <summary>The parts that are not empty, each on lines of its own.</summary>
    public static Markup Lines(params IEnumerable<Markup> parts) => Join(parts.Where(part => !part.IsEmpty), "\n");
}
