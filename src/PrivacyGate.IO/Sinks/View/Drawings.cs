using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;
using PrivacyGate.IO.Printing;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>What is drawn, with the table that has the same numbers.</summary>
internal static class Drawings
{
    public static T[] WorstFirst<T>(AuditReport report, IReadOnlyList<T> drawings, Func<T, string> attack) =>
    [
        .. drawings.OrderByDescending(drawing => report.Findings
            .FirstOrDefault(finding => finding.Attack == attack(drawing) && finding.Metric == MetricIds.Advantage && finding.Slice == SliceIds.All)?.Value),
    ];

    public static CurveView? MainCurve(ModelResult model)
    {
        var worst = ModelFigures.Headline(model)?.ShownBy;
        return model.Report.Curves.Where(static curve => curve.Points.Count > 1).OrderByDescending(curve => curve.Attack == worst).FirstOrDefault() is { } curve ? Of(curve) : null;
    }

    public static CurveView Of(AttackCurve curve) =>
        new(curve.Attack, [.. curve.Points.Select(static point => new CurveRow(point.Fpr, new FigureView(point.Tpr, point.Lower, point.Upper)))], curve);

    public static QueryCostView Of(QueryCost cost) => new(
        cost.Attack,
        cost.Description,
        [.. cost.Points.Select(static point => new QueryCostRow(Figures.Count((long)Math.Round(point.Queries)), new FigureView(point.Advantage, point.Lower, point.Upper), Figures.Value(point.Auc)))],
        cost);

    public static HistogramView Of(ScoreHistogram histogram) => new(
        histogram.Attack,
        [.. histogram.Bins.Select(static bin => new HistogramRow(Range(bin), Count(bin.Members), Count(bin.NonMembers)))],
        histogram);

    private static string Range(ScoreBin bin) => (bin.From, bin.To) switch
    {
        (null, null) => "any",
        (null, { } to) => $"below {Figures.Plain(to)}",
        ({ } from, null) => $"{Figures.Plain(from)} or more",
        ({ } from, { } to) => $"{Figures.Plain(from)} to below {Figures.Plain(to)}",
    };

    private static string Count(int? count) => count is { } told ? Figures.Count(told) : "not told";
}
