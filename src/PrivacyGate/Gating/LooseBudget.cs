using System.Globalization;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>Warns of a budget under which nearly every model passes.</summary>
internal static class LooseBudget
{
    /// <summary>As a membership advantage: half of the members are found with certainty.</summary>
    private const double Loose = 0.5;

    /// <summary>Twice the default budget: a proven advantage above it is told where no limit is on the average over records.</summary>
    private const double Usual = 0.2;

    /// <summary>Null where one limit is strict, and the leak of an average record is limited or small. Epsilon is a promise of the training that is checked, not a figure people accept, and is not judged.</summary>
    public static Diagnostic? Note(AuditReport report, Budget budget)
    {
        Limit[] limits = [.. Limit.Of(budget).Where(static limit => limit.Metric != MetricIds.Epsilon)];
        return limits.Length > 0 && limits.All(IsLoose)
            ? Diagnostic.Warning(DiagnosticIds.LooseBudget, $"the budget accepts almost any leak: {string.Join(", ", limits.Select(Text))}; set a lower one, 0.10 to 0.20 is usual for the advantage")
            : limits.Any(static limit => limit.Metric is MetricIds.Advantage or MetricIds.Auc && !IsLoose(limit)) ? null
            : report.Findings.FirstOrDefault(static finding => finding is { Attack: AttackIds.Battery, Metric: MetricIds.Advantage, Slice: SliceIds.All, Lower: > Usual }) is { Lower: { } proven }
            ? Diagnostic.Warning(DiagnosticIds.LooseBudget, FormattableString.Invariant($"the budget does not limit the leak of an average record: a membership advantage of at least {proven:F2} is proven; add 'advantage' to the budget, 0.10 to 0.20 is usual"))
            : null;
    }

    private static bool IsLoose(Limit limit) => limit.Excess(limit.Floor) <= -Loose;

    private static string Text(Limit limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(limit.Metric == MetricIds.Advantage ? "membership advantage" : limit.Metric == MetricIds.Auc ? "AUC" : limit.Metric)} {limit.Max:F2}");
}
