using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Controls;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.Auditing.Units;

namespace PrivacyGate.Auditing;

/// <summary>Runs attacks on what the target gave away and holds their scores against the truth.</summary>
public static class Auditor
{
    private const int LargeSet = 200_000;

    /// <summary>Audits one model.</summary>
    /// <param name="sample">The records, the target's answers and the truth.</param>
    /// <param name="attacks">What to run, in the order of the report; an attack that refuses the input is reported as refused, and those on models of another task are left out.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each attack, from any thread; or null.</param>
    /// <param name="cancellation">Stops between two attacks.</param>
    /// <param name="stop">Ends attacks cleanly: those judged by then count, and a reservation (PG0212) names the others.</param>
    /// <returns>The same for the same records, whatever their order and the degree of parallelism, unless <paramref name="stop"/> was signalled.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static AuditReport Run(
        AuditSample sample,
        IReadOnlyList<IAttack> attacks,
        AuditOptions options,
        IProgress<AuditProgress>? progress = null,
        CancellationToken cancellation = default,
        CancellationToken stop = default)
    {
        attacks = [.. attacks.Where(attack => attack.Serves(sample.Input.Signals.Task))];
        RefusedAttack[] refused = [.. attacks
            .Select(attack => new RefusedAttack(attack.Id, attack.Refusal(sample.Input) ?? ""))
            .Where(static attack => attack.Reason.Length > 0)];
        IAttack[] possible = [.. attacks.Where(attack => attack.Refusal(sample.Input) is null)];
        var knowledge = KnowledgeGuard.Of(sample, options.Accuracy);
        var invalidity = WhyInvalid(sample, options, knowledge) ?? (possible.Length == 0 ? NothingToRun(refused) : null);
        var warnings = new List<Diagnostic>(LeftOutRecords.Of(sample));
        warnings.AddRange(options.Warnings);
        warnings.AddRange(Repeats(sample.Truth));
        warnings.AddRange(WithoutTruth(sample.Input.Signals.Task));
        var fit = invalidity is null ? SurrogateFit.Of(sample.Input) : null;
        warnings.AddRange(ShadowNotes.Of(sample.Input.Shadows?.Summary, fit, possible));
        warnings.AddRange(sample.Input.LabelOnly?.Notes ?? []);
        var report = new AuditReport(sample.Counts, sample.Accuracy, [], refused, invalidity, warnings)
        {
            Fit = sample.Fit.Figures,
            PredictedAdvantage = sample.Input.Errors is { } errors && double.IsFinite(errors.Members + errors.NonMembers) ? YeomGaussianAttack.PredictedAdvantage(errors) : null,
            Shadows = sample.Input.Shadows?.Summary,
            Stored = options.Stored,
            Reservations = [.. options.Reservations, .. knowledge.Reservation is { } unproven ? [unproven] : Array.Empty<Diagnostic>(), .. SharedSubjects.Reservation(sample.Truth), .. ShadowNotes.Reservations(sample.Input.Shadows?.Summary, fit, possible)],
        };
        if (invalidity is not null)
        {
            return report;
        }

        var slices = SlicePlan.For(sample);
        warnings.AddRange(SlicesTooSmall(slices.TooSmall));
        warnings.AddRange(SlicesWithoutLimit(slices.Sets.Count, options));
        return Measure(report, sample, possible, slices.Sets, SurrogateFit.Unused(fit, possible), options, progress, cancellation, stop);
    }

    /// <summary>Why the records, or the model as it is read, cannot carry an audit, known before any attack is run; null when they can.</summary>
    /// <param name="sample">The records, the target's answers and the truth.</param>
    /// <param name="options">How.</param>
    public static Diagnostic? WhyInvalid(AuditSample sample, AuditOptions options) =>
        WhyInvalid(sample, options, KnowledgeGuard.Of(sample, options.Accuracy));

    private static Diagnostic? WhyInvalid(AuditSample sample, AuditOptions options, KnowledgeGuard knowledge) =>
        Invalidity.Of(sample) ?? options.Invalidity ?? knowledge.Invalidity;

    private static AuditReport Measure(
        AuditReport empty,
        AuditSample sample,
        IAttack[] attacks,
        IReadOnlyList<EvaluationSet> slices,
        IReadOnlySet<string> unused,
        AuditOptions options,
        IProgress<AuditProgress>? progress,
        CancellationToken cancellation,
        CancellationToken stop)
    {
        var shares = new ErrorShares(options.BudgetedMetrics, attacks.Length, slices.Count);
        var curveFindings = new CurveFindings(shares, options.FalsePositiveRates);
        var all = EvaluationSet.Of(SliceIds.All, sample.Truth, sample.Input.Signals.TrueClass, null);
        var swapped = new Lazy<EvaluationSet>(all.Swapped);
        var units = AdvantageFindings.UnitsOf(sample.Truth);
        var why = sample.Input.LabelOnly?.Shortened;
        var asked = why is null ? all : EvaluationSet.Of(SliceIds.All, sample.Truth, sample.Input.Signals.TrueClass, why.Records);
        var askedSwapped = new Lazy<EvaluationSet>(asked.Swapped);
        var shortened = why is null ? null : ShortenedAttacks.Of(why, attacks, asked);
        var judged = new AttackEvaluation?[attacks.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellation };
        var done = 0;
        SideBySide.For(attacks.Length, parallel, i =>
        {
            judged[i] = StoppedAttacks.UntilStopped(
                () => shortened?.Has(attacks[i]) == true
                    ? AttackEvaluation.Of(attacks[i], sample, asked, askedSwapped, [], curveFindings, units + shortened.Method)
                    : AttackEvaluation.Of(attacks[i], sample, all, swapped, slices, curveFindings, units),
                stop);
            FreeLargeArrays(all);
            progress?.Report(new AuditProgress(Interlocked.Increment(ref done), attacks.Length));
        });
        empty = StoppedAttacks.Told(empty, [.. attacks.Where((_, i) => judged[i] is null).Select(static attack => attack.Id)], attacks.Length);
        AttackEvaluation[] evaluations = [.. judged.OfType<AttackEvaluation>()];
        if (!evaluations.Any(evaluation => evaluation.Set == all))
        {
            return empty;
        }

        var findings = AuditFindings.Of(evaluations, all, slices, shares, unused, units, shortened);
        var differences = sample.Controls is { } columns ? ColumnControl.Of(columns, all, parallel) : [];
        var listed = ListedDifferences.Of(differences);
        return empty with
        {
            Findings =
            [
                .. findings,
                .. sample.Controls is { } records && BlindControl.Of(records, parallel) is { } blind ? [blind] : Array.Empty<Finding>(),
                .. ShadowControl.Of(sample.Input, all, units) is { } control ? [control] : Array.Empty<Finding>(),
            ],
            ColumnDifferences = listed,
            ColumnDifferencesLeftOut = differences.Count - listed.Count,
            Reservations = [.. empty.Reservations, .. RowsReservation.Of(differences)],
            Curves = Array.ConvertAll(evaluations, static evaluation => evaluation.Curve),
            Histograms = Array.ConvertAll(evaluations, static evaluation => evaluation.Histogram),
            QueryCosts = QueryCosts.Of(evaluations, findings, sample.Input.LabelOnly),
            Shortened = shortened,
            LeftOut = StoppedAttacks.UntilStopped(() => LeftOutOf(sample, all, swapped, units, options), stop) ?? [],
            Warnings = [.. empty.Warnings, .. shortened is null ? Array.Empty<Diagnostic>() : [shortened.Note]],
        };
    }

    private static IReadOnlyList<Finding> LeftOutOf(AuditSample sample, EvaluationSet all, Lazy<EvaluationSet> swapped, string units, AuditOptions options)
    {
        IAttack[] possible = [.. options.LeftOut.Where(attack => attack.Serves(sample.Input.Signals.Task) && attack.Refusal(sample.Input) is null)];
        var shares = new ErrorShares(options.BudgetedMetrics, possible.Length, 0);
        var curves = new CurveFindings(shares, options.FalsePositiveRates);
        AttackEvaluation[] evaluations = [.. possible.Select(attack => AttackEvaluation.Of(attack, sample, all, swapped, [], curves, units))];
        return evaluations.Length == 0 ? [] : AuditFindings.Of(evaluations, all, [], shares, new HashSet<string>(), units, null);
    }

    /// <summary>
    /// An attack on a million records leaves some 60 MB of arrays behind, all dead. The collector would let those of
    /// several attacks pile up (peak 590 MB in place of 270); marking a heap of few large arrays is next to free.
    /// </summary>
    private static void FreeLargeArrays(EvaluationSet all)
    {
        if (all.IsMember.Length >= LargeSet)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }
    }

    private static Diagnostic NothingToRun(RefusedAttack[] refused) => Diagnostic.Error(
        DiagnosticIds.NoAttackPossible,
        refused.Length == 0
            ? "no attack was asked for; name at least one"
            : $"none of the attacks asked for can be run: {refused[0].Attack} {refused[0].Reason}; name others, or leave 'attacks' out");

    private static IEnumerable<Diagnostic> WithoutTruth(ModelTask task)
    {
        if (task == ModelTask.Score)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.ScoreWithoutTruth,
                "the model is audited by its score alone, without what is true of a record, so a leak that shows only beside the truth stays unseen; where the records have a true value or class, take the task 'regression' or 'classification'");
        }
    }

    private static IEnumerable<Diagnostic> Repeats(Truth truth)
    {
        if (truth.Repeats > 0)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.RepeatedRecords,
                FormattableString.Invariant($"{truth.Repeats} records repeat others of their side; equal records count once, so give each record once"));
        }
    }

    private static IEnumerable<Diagnostic> SlicesWithoutLimit(int slices, AuditOptions options)
    {
        if (slices > 0 && !options.BudgetedMetrics.Contains(MetricIds.Advantage))
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.SlicesOnAdvantageOnly,
                "slices are judged on advantage only, which the budget does not limit, so no slice can fail; add a limit on 'advantage'");
        }
    }

    private static IEnumerable<Diagnostic> SlicesTooSmall(int count)
    {
        if (count > 0)
        {
            yield return Diagnostic.Note(
                DiagnosticIds.SlicesTooSmall,
                FormattableString.Invariant($"{count} slices with fewer than {SlicePlan.SmallestSide} records on a side were not judged; choose coarser slices to cover them"));
        }
    }
}
