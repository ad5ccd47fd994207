using System.Globalization;
using PrivacyGate.Auditing;

namespace PrivacyGate.Gating;

/// <summary>Warns of a budget under which nearly every model passes.</summary>
internal static class LooseBudget
{
    /// <summary>As a membership advantage: half of the members are found with certainty.</summary>
    private const double Loose = 0.5;

    /// <summary>Null where one limit is strict. Epsilon is a promise of the training that is checked, not a figure people accept, and is not judged.</summary>
    public static Diagnostic? Note(Budget budget)
    {
        Limit[] limits = [.. Limit.Of(budget).Where(static limit => limit.Metric != MetricIds.Epsilon)];
        return limits.Length > 0 && limits.All(static limit => limit.Excess(limit.Floor) <= -Loose)
            ? Diagnostic.Warning(DiagnosticIds.LooseBudget, $"the budget accepts almost any leak: {string.Join(", ", limits.Select(Text))}; set a lower one, 0.10 to 0.20 is usual for the advantage")
            : null;
    }

    private static string Text(Limit limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(limit.Metric == MetricIds.Advantage ? "membership advantage" : limit.Metric == MetricIds.Auc ? "AUC" : limit.Metric)} {limit.Max:F2}");
}
