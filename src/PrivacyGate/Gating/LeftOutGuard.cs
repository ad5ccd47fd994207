using PrivacyGate.Auditing;

namespace PrivacyGate.Gating;

/// <summary>Keeps an audit from passing where an attack that the user's list leaves out proves a leak over the budget.</summary>
internal static class LeftOutGuard
{
    /// <summary>Why the audit cannot pass, or nothing.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="limits">Of the budget.</param>
    public static IEnumerable<Diagnostic> Reservation(AuditReport report, IReadOnlyList<Limit> limits)
    {
        var worst = report.LeftOut.Count == 0 ? null
            : limits.SelectMany(limit => LimitJudgement.Of(limit, limits.Count, report.LeftOut).Breaches).MaxBy(static breach => breach.Excess);
        if (worst is { Violation: { } leak })
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.AttackLeftOut,
                $"the attack '{leak.Attack}' proves a leak over the budget, and 'attacks' leaves it out: {leak.Message}; add it to the list, or remove the list");
        }
    }
}
