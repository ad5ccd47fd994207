namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The verdict of the whole run, in words.</summary>
internal static class HtmlBanner
{
    public static Markup Header(GateRun run) => Markup.Of(
        $"""
        <header class="banner {HtmlText.Class(Headline.Kind(run))}">
        <p class="product">PrivacyGate <span>membership-inference audit</span></p>
        <h1>{HtmlText.Badge(Headline.Kind(run), Headline.Word(run), HtmlText.Hidden(":"))} {Headline.Sentence(run, PlainText.Name)}</h1>
        </header>
        """);
}
