using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Units;
using PrivacyGate.Metrics;

namespace PrivacyGate.Auditing;

/// <summary>
/// Looks, before any attack queries labels, whether the verdict is settled without them. It is where the lower bound of the
/// attacks that are at hand is over the limit at a tenth of the usual error: looking once more then costs a tenth of it.
/// </summary>
/// <remarks>
/// Nothing that labels tell enters the decision, and the gate passes no audit that was shortened, whatever its figures.
/// </remarks>
public static class EarlyProof
{
    /// <summary>Records (or persons) a side that are queried all the same, for a figure with an interval of about .27.</summary>
    public const int UnitsPerSide = 100;

    private const double Stricter = 10;

    /// <summary>The records to query, where the verdict is settled; null where all are to be queried.</summary>
    /// <param name="sample">The audit with the shadow models' answers.</param>
    /// <param name="attacks">The attacks chosen.</param>
    /// <param name="options">How the audit is run.</param>
    /// <param name="limit">The largest advantage accepted.</param>
    /// <param name="cancellation">Stops between two attacks.</param>
    public static ShortenedLabels? Of(AuditSample sample, IReadOnlyList<IAttack> attacks, AuditOptions options, double limit, CancellationToken cancellation)
    {
        // Those that fit networks are left out: they cost seconds, and others find as much. So are those that the battery leaves out.
        var unused = SurrogateFit.Unused(SurrogateFit.Of(sample.Input), attacks);
        IAttack[] ready = [.. attacks.Where(attack => (attack.Needs & (AttackNeeds.Labels | AttackNeeds.Posteriors)) == 0 && !unused.Contains(attack.Id) && attack.Serves(sample.Input.Signals.Task) && attack.Refusal(sample.Input) is null)];
        if (ready.Length == 0 || SomeOf(sample.Truth) is not { } records)
        {
            return null;
        }

        var all = EvaluationSet.Of(SliceIds.All, sample.Truth, sample.Input.Signals.TrueClass, null);
        var outcomes = new FoldOutcome[ready.Length][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellation };
        SideBySide.For(ready.Length, parallel, i => outcomes[i] = AttackEvaluation.CrossFit(ready[i].Score(sample.Input), all));
        var error = new ErrorShares(options.BudgetedMetrics, attacks.Count, 0).BatteryLower / Stricter;
        var selection = BatterySelection.From(outcomes, all.Folds);
        var interval = new NewcombeInterval(all.Members, all.NonMembers, error, ErrorShares.OneSided);
        var bound = MembershipAdvantage.From(selection.Outcomes, all.Members, all.NonMembers, interval).Interval.Lower;
        return bound > limit ? new ShortenedLabels(records, ready[selection.MostSelected].Id, bound) : null;
    }

    /// <summary>The records of the first units of each side; they stand in the order of a hash of their content, so these are a random sample. Null where that would be more than half of a side.</summary>
    private static int[]? SomeOf(Truth truth)
    {
        var units = new Dictionary<(int Unit, bool IsMember), bool>();
        var (members, nonMembers) = (0, 0);
        var records = new List<int>();
        for (var record = 0; record < truth.Count; record++)
        {
            var isMember = truth.IsMember[record];
            (int, bool) unit = (truth.Subjects?[record] ?? record, isMember);
            if (!units.TryGetValue(unit, out var isChosen))
            {
                isChosen = (isMember ? members++ : nonMembers++) < UnitsPerSide;
                units[unit] = isChosen;
            }

            if (isChosen)
            {
                records.Add(record);
            }
        }

        return Math.Min(members, nonMembers) >= 2 * UnitsPerSide ? [.. records] : null;
    }
}
