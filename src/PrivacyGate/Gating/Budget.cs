using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.Gating;

/// <summary>The leakage a project accepts. Null means: measured, but no limit.</summary>
/// <param name="Advantage">Largest membership advantage, in [0, 1].</param>
/// <param name="TprAtFpr">Largest true-positive rate at a false-positive rate.</param>
/// <param name="Auc">Largest area under the ROC curve, in [0.5, 1].</param>
/// <param name="Epsilon">Largest proven epsilon, at least 0, in nats.</param>
public sealed record Budget(double? Advantage = null, TprLimit? TprAtFpr = null, double? Auc = null, double? Epsilon = null)
{
    /// <summary>What is judged when a spec states no budget.</summary>
    public static Budget Default { get; } = new(Advantage: 0.10);
}

/// <param name="Fpr">False-positive rate, in (0, 1).</param>
/// <param name="Max">Largest true-positive rate accepted there, in [0, 1].</param>
public sealed record TprLimit(double Fpr, double Max);

/// <summary>One line of a budget.</summary>
/// <param name="Code">What a breach is called.</param>
/// <param name="Metric">What is limited.</param>
/// <param name="Max">The largest value accepted.</param>
/// <param name="Fpr">Where the metric is a true-positive rate: its false-positive rate.</param>
internal sealed record Limit(string Code, string Metric, double Max, double? Fpr = null)
{
    public static IReadOnlyList<Limit> Of(Budget budget)
    {
        var limits = new List<Limit>();
        if (budget.Advantage is { } advantage)
        {
            limits.Add(new Limit(DiagnosticIds.AdvantageOverBudget, MetricIds.Advantage, advantage));
        }

        if (budget.TprAtFpr is { } tpr)
        {
            limits.Add(new Limit(DiagnosticIds.TprOverBudget, MetricIds.TprAt(tpr.Fpr), tpr.Max, tpr.Fpr));
        }

        if (budget.Auc is { } auc)
        {
            limits.Add(new Limit(DiagnosticIds.AucOverBudget, MetricIds.Auc, auc));
        }

        if (budget.Epsilon is { } epsilon)
        {
            limits.Add(new Limit(DiagnosticIds.EpsilonOverBudget, MetricIds.Epsilon, epsilon));
        }

        return limits;
    }

    /// <summary>The value of a model that gives nothing away.</summary>
    public double Floor => Metric == MetricIds.Auc ? 0.5 : 0;

    /// <summary>How far a value lies over the limit, on one scale for all metrics: that of the advantage, in [0, 1].</summary>
    public double Excess(double value) => Metric switch
    {
        // An area runs from .5, blindness, to 1, certainty.
        MetricIds.Auc => 2 * (value - Max),

        // Epsilon-private training cannot leak more advantage than tanh(epsilon / 2).
        MetricIds.Epsilon => Math.Tanh(value / 2) - Math.Tanh(Max / 2),
        _ => value - Max,
    };
}
