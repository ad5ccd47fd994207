using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>Picks, among the figures a model's report holds, those that are told first.</summary>
public static class ModelFigures
{
    /// <summary>The gating membership advantage over all attacks.</summary>
    public static Finding? Headline(ModelResult model) => Gating(model, MetricIds.Advantage) is [var first, ..] ? first : null;

    /// <summary>What is held against the budget: the battery's figure over all records, or every attack's where there is no battery.</summary>
    public static IReadOnlyList<Finding> Gating(ModelResult model, string metric)
    {
        Finding[] own = [.. model.Report.Findings.Where(finding => finding.Metric == metric && finding.Slice == SliceIds.All)];
        Finding[] battery = [.. own.Where(finding => finding.Attack == AttackIds.Battery)];
        return battery.Length > 0 ? battery : own;
    }

    /// <summary>Whether a figure tells of the two files and not of the model: a control, or the sides exchanged.</summary>
    public static bool IsOfFiles(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Metric is MetricIds.Control or MetricIds.SwappedAdvantage;
    }

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

    private static int Rank(VerdictKind kind) => kind switch
    {
        VerdictKind.Fail => 0,
        VerdictKind.Invalid => 1,
        VerdictKind.Inconclusive => 2,
        _ => 3,
    };
}
