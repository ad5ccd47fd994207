namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What is wrong outside any audit.</summary>
internal static class HtmlDiagnostics
{
    public static Markup Section(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Count == 0
        ? Markup.None
        : Markup.Of(
            $"""
            <section class="card" aria-labelledby="configuration">
            <h2 id="configuration">Configuration</h2>
            <ul>
            {Markup.Lines(diagnostics.Select(diagnostic => Markup.Of($"<li>{Line(diagnostic)}</li>")))}
            </ul>
            </section>
            """);

    private static Markup Line(Diagnostic diagnostic) =>
        Markup.Of($"{HtmlText.Code(diagnostic.Id)} ({MarkdownModel.Word(diagnostic.Severity)}):{Place(diagnostic.Location)} {HtmlText.Sentence(diagnostic.Message)}");

    private static Markup Place(SourceLocation? location) => location switch
    {
        null => Markup.None,
        { Line: > 0 } => Markup.Of($" {HtmlText.Name(location.Path)} line {location.Line}:"),
        _ => Markup.Of($" {HtmlText.Name(location.Path)}:"),
    };
}
