using PrivacyGate.IO.Sinks.Html;

namespace PrivacyGate.IO.Sinks;

/// <summary>Every file a run writes.</summary>
public static class SinkCatalog
{
    public static IReadOnlyList<ISink> All { get; } =
    [
        new JsonSink(),
        new MarkdownSink(),
        new HtmlSink(),
        new SarifSink(),
        new VerdictTsvSink(),
    ];
}
