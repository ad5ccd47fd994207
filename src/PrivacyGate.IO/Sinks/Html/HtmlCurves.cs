using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What the strongest attacks see: curve and scores drawn, and the numbers of all as tables.</summary>
internal static class HtmlCurves
{
    private const int Drawn = 6;

    public static Markup Section(ModelResult model, string id)
    {
        AttackCurve[] curves = WorstFirst(model.Report, model.Report.Curves, curve => curve.Attack);
        ScoreHistogram[] histograms = WorstFirst(model.Report, model.Report.Histograms, histogram => histogram.Attack);
        if (curves.Length == 0)
        {
            return Markup.None;
        }

        LogScale scale = LogScale.For(curves);
        IEnumerable<Markup> panels =
            from curve in curves
            group curve by string.Join(' ', curve.Points) into alike
            select Panel([.. alike], histograms.FirstOrDefault(histogram => histogram.Attack == alike.First().Attack), scale);
        return Markup.Of(
            $"""
            <h3>Curves and scores of the strongest attacks</h3>
            <p>The dashed line is guessing: a curve above it finds members. Both axes are logarithmic, because what counts is how many members are found at few false alarms; open dots on the lower edge are rates below it, such as 0.</p>
            <div class="panels">
            {Markup.Lines(panels.Take(Drawn))}
            </div>
            {Markup.Lines(CurveTable.Of(curves, id), HistogramTable.Of(histograms, id))}
            """);
    }

    private static Markup Panel(AttackCurve[] alike, ScoreHistogram? histogram, LogScale scale)
    {
        Markup others = Markup.Join(alike.Skip(1).Select(curve => HtmlText.Name(curve.Attack)), ", ");
        return Markup.Of(
            $"""
            <figure>
            <figcaption>{HtmlText.Name(alike[0].Attack)}{(others.IsEmpty ? Markup.None : Markup.Of($" <small>the same curve: {others}</small>"))}</figcaption>
            {Markup.Lines(
                alike[0].Points.Count > 0 ? RocPlot.Of(alike[0], scale) : Markup.Of($"<p class=\"note\">Too few non-members for a curve.</p>"),
                histogram is null ? Markup.None : HistogramPlot.Of(histogram))}
            </figure>
            """);
    }

    private static T[] WorstFirst<T>(AuditReport report, IReadOnlyList<T> drawings, Func<T, string> attack) =>
    [
        .. drawings.OrderByDescending(drawing => report.Findings
            .FirstOrDefault(finding => finding.Attack == attack(drawing) && finding.Metric == MetricIds.Advantage && finding.Slice == SliceIds.All)?.Value),
    ];
}
