using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Gating;

/// <summary>
/// Turns figures into a verdict. Fail only when a lower bound is over its limit, Pass only when every attack's upper
/// bound is within every limit, else Inconclusive: neither is ever the benefit of a doubt. Training records inside the model
/// file are a Fail where there are more than the budget accepts.
/// </summary>
public static class Gate
{
    /// <summary>The audit whose report can be held against a budget: it measures what is limited and widens its bounds accordingly.</summary>
    public static AuditOptions OptionsFor(Budget budget)
    {
        var options = new AuditOptions { BudgetedMetrics = [.. LimitsOf(budget).Select(static limit => limit.Metric)] };
        return budget.TprAtFpr is { } limit && !options.FalsePositiveRates.Contains(limit.Fpr)
            ? options with { FalsePositiveRates = [.. options.FalsePositiveRates, limit.Fpr] }
            : options;
    }

    /// <summary>The verdict.</summary>
    /// <param name="report">Made with <see cref="OptionsFor"/> the same budget.</param>
    /// <param name="budget">States at least one limit.</param>
    public static Verdict Decide(AuditReport report, Budget budget)
    {
        var byFigures = DecideByFigures(report, budget);

        // A file that holds the records gives them to whoever reads it: no figure of an attack can make that better.
        return StoredGuard.Breach(report, budget) is { } stored
            ? byFigures with { Kind = VerdictKind.Fail, Violations = [stored, .. byFigures.Kind == VerdictKind.Fail ? byFigures.Violations : []] }
            : byFigures;
    }

    /// <summary>What a report says only beside a budget.</summary>
    /// <param name="report">The audit.</param>
    /// <param name="budget">What it was decided by.</param>
    public static IReadOnlyList<Diagnostic> Notes(AuditReport report, Budget budget) =>
        [.. new[] { LooseBudget.Note(report, budget), StoredGuard.Note(report, budget) }.OfType<Diagnostic>()];

    private static Verdict DecideByFigures(AuditReport report, Budget budget)
    {
        var limits = LimitsOf(budget);
        if (report.Invalidity is { } reason)
        {
            // Where nothing was run for want of time, what was cut off comes with it.
            return new Verdict(VerdictKind.Invalid, [WithoutFigure(reason), .. reason.Id == DiagnosticIds.NoAttackPossible ? report.Reservations.Select(WithoutFigure) : []]);
        }

        if (ControlGuard.Of(report, budget) is { Count: > 0 } differing)
        {
            return new Verdict(VerdictKind.Invalid, differing);
        }

        LimitJudgement[] judgements = [.. limits.Select(limit => LimitJudgement.Of(limit, limits.Count, report.Findings))];
        var breaches = WorstFirst(judgements, static judgement => judgement.Breaches);
        var undecided = WorstFirst(judgements, static judgement => judgement.Undecided);
        if (breaches.Length == 0 && SwappedGuard.Of(report.Findings, budget) is { } swapped)
        {
            return new Verdict(VerdictKind.Invalid, [swapped]);
        }

        // A shortened audit had a breach in view. Without one, attacks that were not run in full stand in the way of a pass.
        IEnumerable<Diagnostic> reservations = report.Shortened is { } shortened ? [.. report.Reservations, shortened.Note] : report.Reservations;
        reservations = [.. reservations, .. LeftOutGuard.Reservation(report, limits)];
        var doubts = breaches.Length > 0 ? breaches : [.. undecided, .. reservations.Select(WithoutFigure)];
        var kind = breaches.Length > 0 ? VerdictKind.Fail : doubts.Length > 0 ? VerdictKind.Inconclusive : VerdictKind.Pass;
        return new Verdict(kind, doubts)
        {
            UndecidedSlices = WorstFirst(judgements, static judgement => judgement.UndecidedSlices),
        };
    }

    private static IReadOnlyList<Limit> LimitsOf(Budget budget)
    {
        var limits = Limit.Of(budget);
        return limits.Count > 0 ? limits : throw new ArgumentException("a budget without a limit would pass everything", nameof(budget));
    }

    /// <summary>A stable sort: equally bad ones keep the order of the budget and the report.</summary>
    private static Violation[] WorstFirst(LimitJudgement[] judgements, Func<LimitJudgement, IReadOnlyList<RankedViolation>> select) =>
        [.. judgements.SelectMany(select).OrderByDescending(static ranked => ranked.Excess).Select(static ranked => ranked.Violation)];

    private static Violation WithoutFigure(Diagnostic reason) =>
        new(reason.Id, "", "", SliceIds.All, null, null, null, null, null, reason.Message);
}
