using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>What the strongest attacks see: curve and scores drawn, and the numbers of all as tables.</summary>
internal static class HtmlCurves
{
    private const int Drawn = 6;

    public static Markup Section(ModelResult model, string id)
    {
        AuditReport report = model.Report;
        AttackCurve[] curves = WorstFirst(report, report.Curves, curve => curve.Attack);
        ScoreHistogram[] histograms = WorstFirst(report, report.Histograms, histogram => histogram.Attack);
        if (curves.Length == 0 && histograms.Length == 0)
        {
            return Markup.None;
        }

        LogScale scale = LogScale.For(curves);
        string[] attacks = [.. curves.Select(curve => curve.Attack).Union(histograms.Select(histogram => histogram.Attack)).Take(Drawn)];
        return Markup.Of(
            $"""
            <h3>Curves and scores of the strongest attacks</h3>
            <p>The dashed line is guessing: a curve above it finds members. Both axes are logarithmic, because what counts is how many members are found at few false alarms.</p>
            <div class="panels">
            {Markup.Lines(attacks.Select(attack => Panel(
                attack,
                curves.FirstOrDefault(curve => curve.Attack == attack),
                histograms.FirstOrDefault(histogram => histogram.Attack == attack),
                scale)))}
            </div>
            {Markup.Lines(CurveTable.Of(curves, id), HistogramTable.Of(histograms, id))}
            """);
    }

    private static Markup Panel(string attack, AttackCurve? curve, ScoreHistogram? histogram, LogScale scale) => Markup.Of(
        $"""
        <figure>
        <figcaption>{HtmlText.Name(attack)}</figcaption>
        {Markup.Lines(
            curve is { Points.Count: > 0 } ? RocPlot.Of(curve, scale) : Markup.Of($"<p class=\"note\">Too few non-members for a curve.</p>"),
            histogram is { Bins.Count: > 0 } ? HistogramPlot.Of(histogram) : Markup.None)}
        </figure>
        """);

    private static T[] WorstFirst<T>(AuditReport report, IReadOnlyList<T> drawings, Func<T, string> attack) =>
    [
        .. drawings.OrderByDescending(drawing => report.Findings
            .FirstOrDefault(finding => finding.Attack == attack(drawing) && finding.Metric == MetricIds.Advantage && finding.Slice == SliceIds.All)?.Value),
    ];
}
