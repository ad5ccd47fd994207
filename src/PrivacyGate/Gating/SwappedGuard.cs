using System.Globalization;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>Refuses to pass an audit whose non-members look like the training data.</summary>
internal static class SwappedGuard
{
    /// <summary>What is wrong, or null. A leak over the budget the right way round is a Fail and comes first.</summary>
    public static Violation? Of(IReadOnlyList<Finding> findings, Budget budget)
    {
        // The report holds this figure only where it is proven to be remarkable; a budget may accept still more.
        var swapped = findings.FirstOrDefault(finding =>
            finding.Metric == MetricIds.SwappedAdvantage && finding.Lower > Math.Max(budget.Advantage ?? 0, SwappedSides.Remarkable) && finding.Value >= Forwards(findings));
        return swapped is null ? null : new Violation(
            DiagnosticIds.SidesSwapped, swapped.ShownBy, swapped.Metric, swapped.Slice, swapped.Value, swapped.Lower, swapped.Upper, null, null,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the non-members look more like training data than the members (advantage {swapped.Value:F2} the other way round, {100 * swapped.Confidence:0.##}% CI {swapped.Lower:F2}-{swapped.Upper:F2}); are members and nonMembers swapped in the spec?"));
    }

    /// <summary>The advantage the right way round. Of exchanged sides it is about 0; where it is the larger one, the model leaks and some rule also works in reverse.</summary>
    private static double Forwards(IReadOnlyList<Finding> findings) =>
        findings.FirstOrDefault(static finding => finding is { Metric: MetricIds.Advantage, Attack: AttackIds.Battery, Slice: SliceIds.All })?.Value ?? 0;
}
