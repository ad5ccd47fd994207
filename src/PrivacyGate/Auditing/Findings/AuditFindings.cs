using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>The figures of all attacks: the battery, over all records and by slice, then each attack.</summary>
internal static class AuditFindings
{
    /// <param name="evaluations">All attacks judged; those that queried only some records are no part of a battery.</param>
    /// <param name="all">All records.</param>
    /// <param name="slices">The slices judged.</param>
    /// <param name="shares">How the error is shared out.</param>
    /// <param name="unused">Attacks that no battery takes its figure from.</param>
    /// <param name="units">What counts as one, in words.</param>
    /// <param name="shortened">The attacks that queried only some records, or null.</param>
    public static IReadOnlyList<Finding> Of(
        AttackEvaluation[] evaluations, EvaluationSet all, IReadOnlyList<EvaluationSet> slices, ErrorShares shares, IReadOnlySet<string> unused, string units, ShortenedAttacks? shortened)
    {
        AttackEvaluation[] whole = [.. evaluations.Where(evaluation => evaluation.Set == all)];
        var ids = Array.ConvertAll(whole, static evaluation => evaluation.Attack);
        var findings = new List<Finding>
        {
            AdvantageFindings.Battery(
                all, ids, Array.ConvertAll(whole, static evaluation => evaluation.All), unused,
                shares.BatteryLower, ErrorShares.OneSided, shares.BatteryAdjustedFor, units),
        };
        for (var i = 0; i < slices.Count; i++)
        {
            findings.Add(AdvantageFindings.Battery(
                slices[i], ids, Array.ConvertAll(whole, evaluation => evaluation.Slices[i]), unused,
                shares.Slice, shares.Slice, shares.SliceAdjustedFor, units));
        }

        // An interval remembers its bounds, and attacks flag much the same numbers.
        var intervals = new Dictionary<EvaluationSet, NewcombeInterval>();
        foreach (var evaluation in evaluations)
        {
            var own = evaluation.Set;
            intervals.TryAdd(own, new NewcombeInterval(own.Members, own.NonMembers, ErrorShares.OneSided, ErrorShares.OneSided));
            var interval = intervals[own];
            findings.Add(AdvantageFindings.OneAttack(evaluation.Attack, evaluation.All, own, interval, own == all ? units : units + shortened?.Method));
            findings.AddRange(evaluation.Findings);
        }

        if (SwappedSides.Of(whole, all, unused, units) is { } reverse)
        {
            findings.Add(reverse);
        }

        return findings;
    }
}
