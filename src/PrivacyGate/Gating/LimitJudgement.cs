using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <param name="Violation">What is wrong.</param>
/// <param name="Excess">How much, on the scale of the advantage.</param>
internal sealed record RankedViolation(Violation Violation, double Excess);

/// <summary>What the findings say of one limit.</summary>
/// <param name="Breaches">Proven to be over it: all records, and each slice.</param>
/// <param name="Undecided">Not proven to be within it, over all records.</param>
/// <param name="UndecidedSlices">Slices that are neither proven within nor over it.</param>
internal sealed record LimitJudgement(
    IReadOnlyList<RankedViolation> Breaches,
    IReadOnlyList<RankedViolation> Undecided,
    IReadOnlyList<RankedViolation> UndecidedSlices)
{
    /// <param name="limit">What is judged.</param>
    /// <param name="limits">How many limits the budget has, this one included.</param>
    /// <param name="findings">All findings.</param>
    public static LimitJudgement Of(Limit limit, int limits, IReadOnlyList<Finding> findings)
    {
        // The battery stands for all attacks; metrics without a battery are judged attack by attack.
        var byBattery = limit.Metric == MetricIds.Advantage;
        Finding[] own = [.. findings.Where(finding => finding.Metric == limit.Metric && byBattery == (finding.Attack == AttackIds.Battery))];
        Finding[] all = [.. own.Where(static finding => finding.Slice == SliceIds.All)];
        if (all.Length == 0)
        {
            throw new ArgumentException($"the report says nothing of {limit.Metric}, which the budget limits", nameof(findings));
        }

        Finding[] slices = [.. own.Where(static finding => finding.Slice != SliceIds.All)];
        var over = all.Where(finding => finding.Lower > limit.Max).MaxBy(static finding => finding.Lower);
        return new LimitJudgement(
            [.. slices.Where(slice => slice.Lower > limit.Max).Prepend(over).OfType<Finding>().Select(finding => Breach(limit, finding))],
            limit.Metric == MetricIds.Epsilon
                ? [.. EpsilonReach.Of(limit, limits, all)]
                : [.. Worst(limit, all).Select(finding => Open(limit, finding, findings))],
            [.. slices.Where(slice => slice.Lower <= limit.Max && slice.Upper > limit.Max).Select(finding => Open(limit, finding, []))]);
    }

    /// <summary>The finding over all records that stands most in the way of Pass, if any does.</summary>
    private static IEnumerable<Finding> Worst(Limit limit, Finding[] all)
    {
        var worst = all.MaxBy(static finding => finding.Upper ?? double.PositiveInfinity)!;
        return worst.Upper is null || worst.Upper > limit.Max ? [worst] : [];
    }

    private static RankedViolation Breach(Limit limit, Finding finding) => new(
        ToViolation(limit.Code, limit, finding, null, ViolationMessage.Breach(limit, finding)),
        limit.Excess(finding.Lower!.Value));

    private static RankedViolation Open(Limit limit, Finding finding, IReadOnlyList<Finding> findings)
    {
        if (finding.Upper is null)
        {
            var needed = finding.NonMembersNeeded ?? throw new ArgumentException("a figure without bounds must say what it needs", nameof(finding));
            var message = ViolationMessage.NotMeasurable(limit, finding, needed);
            return new(ToViolation(DiagnosticIds.NotMeasurable, limit, finding, new RecordsNeeded(needed, false), message), double.PositiveInfinity);
        }

        var records = RecordsToDecide.For(limit.Max, finding, findings);
        var text = ViolationMessage.Undecided(limit, finding, records);
        return new(ToViolation(DiagnosticIds.Inconclusive, limit, finding, records, text), limit.Excess(finding.Upper.Value));
    }

    private static Violation ToViolation(string code, Limit limit, Finding finding, RecordsNeeded? records, string message) =>
        new(code, finding.ShownBy, finding.Metric, finding.Slice, finding.Value, finding.Lower, finding.Upper, limit.Max, records, message);
}
