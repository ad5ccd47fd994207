using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>The numbers of the drawn scores, behind a fold: few people need them.</summary>
internal static class HistogramTable
{
    public static Markup Of(IReadOnlyList<ScoreHistogram> histograms, string id) => histograms.Count == 0
        ? Markup.None
        : Markup.Of(
            $"""
            <details>
            <summary>How the scores spread, in numbers</summary>
            {Markup.Lines(histograms.Select((histogram, index) => Table(histogram, $"{id}-scores-{Figures.Count(index + 1)}")))}
            </details>
            """);

    private static Markup Table(ScoreHistogram histogram, string id) => HtmlTable.Of(
        id,
        $"Scores of {PlainText.Name(histogram.Attack)}; counts from 1 to {Figures.Count(ScoreHistogram.SmallestCount - 1)} are not told",
        ["score", HtmlColumn.Number("members"), HtmlColumn.Number("non-members")],
        histogram.Bins.Select(Row));

    private static Markup[] Row(ScoreBin bin) => [Markup.Of($"{Range(bin)}"), Count(bin.Members), Count(bin.NonMembers)];

    private static string Range(ScoreBin bin) => (bin.From, bin.To) switch
    {
        (null, null) => "any",
        (null, { } to) => $"below {Figures.Plain(to)}",
        ({ } from, null) => $"{Figures.Plain(from)} or more",
        ({ } from, { } to) => $"{Figures.Plain(from)} to below {Figures.Plain(to)}",
    };

    private static Markup Count(int? count) => count is { } told ? Markup.Of($"{Figures.Count(told)}") : Markup.Of($"not told");
}
