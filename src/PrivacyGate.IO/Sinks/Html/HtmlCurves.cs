using PrivacyGate.Auditing.Findings;
using PrivacyGate.IO.Printing;
using PrivacyGate.IO.Sinks.View;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What the strongest attacks see: curve and scores drawn, and the numbers of all as tables.</summary>
internal static class HtmlCurves
{
    private const int Drawn = 6;

    public static Markup Section(ModelView model, string id)
    {
        var scale = LogScale.For(model.Curves.Select(static curve => curve.Drawn));
        var panels =
            from curve in model.Curves
            group curve by string.Join(' ', curve.Drawn.Points) into alike
            select Panel([.. alike], model.Histograms.FirstOrDefault(histogram => histogram.Attack == alike.First().Attack), scale);
        return model.Curves.Count == 0 ? Markup.None : Markup.Of(
            $"""
            <h3>Curves and scores of the strongest attacks</h3>
            <p>The dashed line is guessing: a curve above it finds members. Both axes are logarithmic, because what counts is how many members are found at few false alarms; open dots on the lower edge are rates below it, such as 0.</p>
            <div class="panels">
            {Markup.Lines(panels.Take(Drawn))}
            </div>
            {Markup.Lines(Rates(model.Curves, id), Scores(model.Histograms, id))}
            """);
    }

    private static Markup Panel(CurveView[] alike, HistogramView? histogram, LogScale scale)
    {
        var others = HtmlText.Line(Phrase.Names(alike.Skip(1).Select(static curve => curve.Attack)));
        return Markup.Of(
            $"""
            <figure>
            <figcaption>{HtmlText.Name(alike[0].Attack)}{(others.IsEmpty ? Markup.None : Markup.Of($" <small>the same curve: {others}</small>"))}</figcaption>
            {Markup.Lines(
                alike[0].Rows.Count > 0 ? RocPlot.Of(alike[0].Drawn, scale) : Markup.Of($"<p class=\"note\">Too few non-members for a curve.</p>"),
                histogram is null ? Markup.None : HistogramPlot.Of(histogram.Drawn))}
            </figure>
            """);
    }

    /// <summary>The numbers of the drawn curves: a row an attack, a column a false-positive rate.</summary>
    private static Markup Rates(IReadOnlyList<CurveView> curves, string id)
    {
        double[] rates = [.. curves.SelectMany(static curve => curve.Rows).Select(static row => row.Fpr).Distinct().Order()];
        return rates.Length == 0 ? Markup.None : HtmlTable.Of(
            $"{id}-curves",
            $"True-positive rate at each false-positive rate, with {Figures.Confidence(AttackCurve.Confidence)} intervals for each point alone",
            ["attack", .. rates.Select(static rate => HtmlColumn.Number($"at {Figures.Tick(rate)}"))],
            curves.Select(curve => (Markup[])
                [HtmlText.Name(curve.Attack), .. rates.Select(rate => HtmlText.Figure(curve.Rows.FirstOrDefault(row => row.Fpr.Equals(rate))?.Tpr))]));
    }

    /// <summary>The numbers of the drawn scores, behind a fold: few people need them.</summary>
    private static Markup Scores(IReadOnlyList<HistogramView> histograms, string id) => histograms.Count == 0
        ? Markup.None
        : Markup.Of(
            $"""
            <details>
            <summary>How the scores spread, in numbers</summary>
            {Markup.Lines(histograms.Select((histogram, index) => HtmlTable.Of(
                $"{id}-scores-{Figures.Count(index + 1)}",
                $"Scores of {PlainText.Name(histogram.Attack)}; counts from 1 to {Figures.Count(ScoreHistogram.SmallestCount - 1)} are not told",
                ["score", HtmlColumn.Number("members"), HtmlColumn.Number("non-members")],
                histogram.Rows.Select(static row => (Markup[])[HtmlText.Text(row.Scores), HtmlText.Text(row.Members), HtmlText.Text(row.NonMembers)]))))}
            </details>
            """);
}
