using PrivacyGate.IO.Sinks.Html;
using PrivacyGate.IO.Sinks.Json;
using PrivacyGate.IO.Sinks.Markdown;
using PrivacyGate.IO.Sinks.Sarif;
using PrivacyGate.IO.Sinks.View;

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
