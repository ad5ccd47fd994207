using PrivacyGate.Auditing;
using PrivacyGate.Gating;

namespace PrivacyGate.Cli.Checking;

/// <summary>What an audit has to measure for a budget to be decided.</summary>
internal static class AuditPlan
{
    private static readonly double[] AlwaysMeasured = [0.01, 0.001];

    public static AuditOptions Of(Budget budget) => new()
    {
        BudgetedMetrics = [.. Budgeted(budget)],
        FalsePositiveRates = [.. AlwaysMeasured.Concat(budget.TprAtFpr is { } limit ? [limit.Fpr] : []).Distinct()],
        DegreeOfParallelism = Environment.ProcessorCount,
    };

    private static IEnumerable<string> Budgeted(Budget budget)
    {
        if (budget.Advantage is not null)
        {
            yield return MetricIds.Advantage;
        }

        if (budget.TprAtFpr is { } limit)
        {
            yield return MetricIds.TprAt(limit.Fpr);
        }

        if (budget.Auc is not null)
        {
            yield return MetricIds.Auc;
        }

        if (budget.Epsilon is not null)
        {
            yield return MetricIds.Epsilon;
        }
    }
}
