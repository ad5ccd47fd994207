using PrivacyGate.Auditing.Findings;
using PrivacyGate.Metrics;

namespace PrivacyGate.Gating;

/// <summary>How many records a side would likely decide what is open now.</summary>
internal static class RecordsToDecide
{
    /// <summary>Standard normal quantile of the chance, 80 %, that the records reckoned do decide.</summary>
    private const double PowerQuantile = 0.84;

    /// <param name="limit">The budget.</param>
    /// <param name="finding">What is open.</param>
    /// <param name="findings">All findings: to pass, every attack must come within the limit.</param>
    public static RecordsNeeded For(double limit, Finding finding, IReadOnlyList<Finding> findings)
    {
        // Over the limit the chosen attack must prove it; under it every attack that still reaches over must be proven within.
        Finding[] open = finding.Attack == AttackIds.Battery && finding.Value <= limit
            ? [.. findings.Where(other => IsOneAttack(other, finding) && other.Upper > limit)]
            : [finding];
        return open.Length == 0
            ? Of(limit, finding)
            : open.Select(other => Of(limit, other)).OrderBy(static records => records.Count).ThenBy(static records => records.IsLowerBound).Last();
    }

    private static bool IsOneAttack(Finding other, Finding finding) =>
        other.Metric == finding.Metric && other.Slice == finding.Slice && other.Attack != AttackIds.Battery;

    /// <summary>
    /// n = (z + .84)^2 (v1 + v2) / (budget - d)^2. Where d is nearer to the budget than half its interval's width,
    /// the distance is not known to differ from 0, so half the width takes its place and the number is a lower bound.
    /// </summary>
    private static RecordsNeeded Of(double limit, Finding finding)
    {
        var z = -Normal.Quantile((1 - finding.Confidence) / 2);

        // The battery's upper bound is that of all attacks; its own width is told by its lower one.
        var half = finding.Attack == AttackIds.Battery
            ? finding.Value!.Value - finding.Lower!.Value
            : (finding.Upper!.Value - finding.Lower!.Value) / 2;
        var distance = Math.Abs(limit - finding.Value!.Value);
        var used = Math.Min(finding.Members, finding.NonMembers);
        var variance = finding.VarianceSum is { } sum && sum > 0 ? sum : used * (half / z) * (half / z);
        var needed = (z + PowerQuantile) * (z + PowerQuantile) * variance / Math.Pow(Math.Max(distance, half), 2);

        // Formula and interval differ a little; what was used did not decide, so more than that is needed.
        return new RecordsNeeded((int)Math.Ceiling(Math.Clamp(needed, used + 1, int.MaxValue / 2)), distance < half);
    }
}
