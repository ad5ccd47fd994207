using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <summary>Picks, among the figures a model's report holds, those that are told first.</summary>
internal static class ModelFigures
{
    public const string Battery = "battery";
    public const string AllRecords = "all";

    /// <summary>The gating membership advantage over all attacks.</summary>
    public static Finding? Headline(ModelResult model) => Gating(model, MetricIds.Advantage);

    /// <summary>The figure of a metric over all attacks and records.</summary>
    public static Finding? Gating(ModelResult model, string metric) =>
        model.Report.Findings.FirstOrDefault(finding => finding.Attack == Battery && Concerns(finding, metric))
        ?? Strongest(model, metric);

    /// <summary>The single attack with the largest value of a metric over all records.</summary>
    public static Finding? Strongest(ModelResult model, string metric) =>
        model.Report.Findings
            .Where(finding => finding.Attack != Battery && Concerns(finding, metric) && finding.Value is not null)
            .MaxBy(finding => finding.Value);

    /// <summary>What the budget allows of a metric, or null when it says nothing of it.</summary>
    public static double? Limit(Budget budget, string metric) => metric switch
    {
        MetricIds.Advantage => budget.Advantage,
        MetricIds.Auc => budget.Auc,
        MetricIds.Epsilon => budget.Epsilon,
        _ when budget.TprAtFpr is { } tpr && metric == MetricIds.TprAt(tpr.Fpr) => tpr.Max,
        _ => null,
    };

    /// <summary>Metrics the budget speaks of, advantage first.</summary>
    public static IEnumerable<string> Budgeted(Budget budget)
    {
        string?[] metrics =
        [
            MetricIds.Advantage,
            budget.TprAtFpr is { } tpr ? MetricIds.TprAt(tpr.Fpr) : null,
            MetricIds.Auc,
            MetricIds.Epsilon,
        ];
        return metrics.OfType<string>().Where(metric => Limit(budget, metric) is not null);
    }

    /// <summary>Fail first, then invalid, inconclusive, pass; within each the largest advantage first.</summary>
    public static IReadOnlyList<ModelResult> WorstFirst(IEnumerable<ModelResult> models) =>
        [.. models.OrderBy(model => Rank(model.Verdict.Kind)).ThenByDescending(model => Headline(model)?.Value)];

    private static bool Concerns(Finding finding, string metric) => finding.Metric == metric && finding.Slice == AllRecords;

    private static int Rank(VerdictKind kind) => kind switch
    {
        VerdictKind.Fail => 0,
        VerdictKind.Invalid => 1,
        VerdictKind.Inconclusive => 2,
        _ => 3,
    };
}
