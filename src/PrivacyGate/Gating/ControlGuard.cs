using System.Globalization;
using PrivacyGate.Auditing;

namespace PrivacyGate.Gating;

/// <summary>Refuses to judge an audit whose two files differ by more than the audit could tell from a leak. Comes before every other verdict: such a Fail would be as wrong as such a Pass.</summary>
internal static class ControlGuard
{
    /// <summary>The largest difference between the sides that is let be.</summary>
    private const double Most = 0.05;

    /// <summary>What is wrong, or null.</summary>
    public static Violation? Of(IReadOnlyList<Finding> findings, Budget budget)
    {
        double most = Math.Min(Most, (budget.Advantage ?? 1) / 2);
        Finding? control = findings.FirstOrDefault(finding => finding.Metric == MetricIds.Control && finding.Lower > most);
        return control is null ? null : new Violation(
            DiagnosticIds.SidesDiffer, control.ShownBy, control.Metric, control.Slice, control.Value, control.Lower, control.Upper, null, null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"members and non-members differ without any leak: models that saw neither tell them apart (advantage {control.Value:F2}, {100 * control.Confidence:0.#}% CI {control.Lower:F2}-{control.Upper:F2}); take both from one shuffled source"));
    }
}
