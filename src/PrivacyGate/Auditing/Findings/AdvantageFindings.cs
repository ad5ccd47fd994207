using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing.Findings;

/// <summary>Membership advantage of the battery and of each attack.</summary>
internal static class AdvantageFindings
{
    private const string Method = "thresholds learned on one fold and judged on the other, two folds by content hash, median of 11 splits; Newcombe interval from Clopper-Pearson limits";
    private const string BatteryMethod = Method + "; value and lower bound of the attack chosen on the other fold, upper bound the largest of all attacks";

    /// <summary>The best of all attacks within one set.</summary>
    /// <remarks>Unused attacks are not chosen, unless there are no others. Their upper bounds count all the same, so that leaving them out makes no pass.</remarks>
    public static Finding Battery(
        EvaluationSet set,
        IReadOnlyList<string> attacks,
        IReadOnlyList<FoldOutcome[]> outcomes,
        IReadOnlySet<string> unused,
        double lowerError,
        double upperError,
        string adjustedFor,
        string units)
    {
        var interval = new NewcombeInterval(set.Members, set.NonMembers, lowerError, upperError);
        int[] used = [.. Enumerable.Range(0, attacks.Count).Where(attack => !unused.Contains(attacks[attack]))];
        used = used.Length > 0 ? used : [.. Enumerable.Range(0, attacks.Count)];
        var selection = BatterySelection.From([.. used.Select(attack => outcomes[attack])], set.Folds);
        var selected = Advantage(selection.Outcomes, set, interval);
        var upper = outcomes.Max(own => Advantage(own, set, interval).Interval.Upper);
        if (used.Length < attacks.Count)
        {
            upper = Math.Max(upper, Advantage(BatterySelection.From(outcomes, set.Folds).Outcomes, set, interval).Interval.Upper);
        }

        return Of(AttackIds.Battery, set, selected, 1 - lowerError - upperError, BatteryMethod + units, adjustedFor) with
        {
            Upper = upper,
            Estimand = "advantage TPR - FPR of the best attack on this model, for records like these",
            ShownBy = attacks[used[selection.MostSelected]],
        };
    }

    /// <summary>One attack over all records; it cannot fail a build by itself and stays pointwise.</summary>
    public static Finding OneAttack(string attack, FoldOutcome[] outcomes, EvaluationSet all, NewcombeInterval interval, string units) =>
        Of(attack, all, Advantage(outcomes, all, interval), 1 - (2 * ErrorShares.OneSided), Method + units, ErrorShares.Pointwise);

    private static Finding Of(string attack, EvaluationSet set, MembershipAdvantage advantage, double confidence, string method, string adjustedFor) =>
        new(
            attack, MetricIds.Advantage, set.Slice, advantage.Value, advantage.Interval.Lower, advantage.Interval.Upper,
            confidence, method, "advantage TPR - FPR of this attack on this model, for records like these", adjustedFor,
            set.Members, set.NonMembers)
        {
            VarianceSum = advantage.VarianceSum,
        };

    private static MembershipAdvantage Advantage(FoldOutcome[] outcomes, EvaluationSet set, NewcombeInterval interval) =>
        MembershipAdvantage.From(outcomes, set.Members, set.NonMembers, interval);

    /// <summary>What counts as one, in words, where it is not the record.</summary>
    public static string UnitsOf(Truth truth) =>
        truth.Subjects is null ? ""
        : truth.Repeats > 0 ? "; equal records of a side count once"
        : truth.ByQueries ? "; a query counts once, by the loss of its documents"
        : "; a subject counts once, by the mean score of its records";
}
