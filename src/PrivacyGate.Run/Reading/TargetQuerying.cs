using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Copies;
using PrivacyGate.Auditing.Stored;
using PrivacyGate.Formats;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Options;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Run.Reading;

/// <summary>Queries the target about all records, then about some of them again: what it answers must depend on the record alone.</summary>
/// <param name="spec">The model, and its records.</param>
/// <param name="attacks">The attacks that will look at its answers: what none of them needs is not kept.</param>
/// <param name="progress">Told of every batch, or null.</param>
internal sealed class TargetQuerying(ModelSpec spec, IReadOnlyList<IAttack> attacks, IProgress<RunProgress>? progress)
{
    private const int ManyRecords = 200_000;

    /// <summary>The target's answers; queried one record at a time where its answers depend on the batch.</summary>
    public QueriedTarget Run(ITargetModel model, CancellationToken cancellation)
    {
        var first = Query(model, [], cancellation);
        if (first.Repeat is not { Kind: Repeatability.BatchMatters } check || model.Singly() is not { } singly)
        {
            return first;
        }

        first.Dispose();
        return Query(singly, [AskedSingly(check)], cancellation);
    }

    private QueriedTarget Query(ITargetModel model, IReadOnlyList<Diagnostic> warnings, CancellationToken cancellation)
    {
        var classifier = model.Open(cancellation);
        try
        {
            var reading = new RecordReading(spec, model, classifier);
            var posteriors = attacks.Any(static attack => attack.Needs.HasFlag(AttackNeeds.Posteriors)) && classifier.ScoreKind != ScoreKind.LabelOnly;
            var collector = new SignalCollector(spec.Slices?.Value ?? [], attacks.Any(static attack => attack.Needs != AttackNeeds.None), posteriors, reading.ComparedColumns, ColumnNames.NumberedSlices(spec));
            reading.Ask(collector, posteriors, (step, count) => progress?.Report(new RunProgress(spec.Name.Value, step, count)), cancellation);
            var queries = collector.Count;
            var repeat = collector.ToRepeat() is { } sample ? RepeatCheck.Of(classifier, sample, cancellation) : null;
            using var tables = model.RecordTables();
            var stored = tables is null ? null : new StoredRecordScan(tables);
            var near = NearCopiesOf(collector, LookedUp(reading.Both(cancellation), stored, cancellation));
            var audited = Described(collector.ToSample(nearCopies: near), model, reading);
            return new QueriedTarget(model, classifier, reading, audited, queries, repeat, warnings) { Stored = stored?.Find([.. near ?? new HashSet<UInt128>()], cancellation) };
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private static IReadOnlySet<UInt128>? NearCopiesOf(SignalCollector collector, IEnumerable<(Side Side, RecordBatch Batch)> records)
    {
        if (collector.ToControls() is not { } controls)
        {
            return null;
        }

        var near = NearCopyScan.Of(controls, records, collector.Count);
        if (collector.Count >= ManyRecords)
        {
            // The scan leaves some 80 MB a million records behind, all dead, just before the answers are put in order.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }

        return near;
    }

    /// <summary>The records, each looked up in the model's tables as it comes by.</summary>
    private static IEnumerable<(Side Side, RecordBatch Batch)> LookedUp(IEnumerable<(Side Side, RecordBatch Batch)> records, StoredRecordScan? scan, CancellationToken cancellation)
    {
        foreach (var (side, batch) in records)
        {
            scan?.Add(side, batch, cancellation);
            yield return (side, batch);
        }
    }

    private static AuditSample Described(AuditSample sample, ITargetModel model, RecordReading reading) => sample with
    {
        Controls = sample.Controls is { } controls ? Described(controls, reading) : null,
        ExpectedRanges = model.ExpectedRanges(sample.Controls?.Columns.Count ?? 0),
        Graph = model.Facts,
    };

    private static ControlSample Described(ControlSample controls, RecordReading reading)
    {
        string[] columns = [.. reading.Plan.FeatureColumns, .. reading.Plan.Target?.Columns ?? []];
        return controls with
        {
            ClassNames = reading.ClassNames is { Count: <= ValueCounts.MostTold } names ? names : null,
            TellsLabels = reading.Plan.Keys.Label is not { } label || !ColumnNames.MayIdentify(label.Value),
            Columns = columns.Length != controls.Columns.Count ? controls.Columns
                : [.. controls.Columns.Zip(columns, static (column, name) => column with { TellsValues = !ColumnNames.MayIdentify(name) })],
        };
    }

    private static Diagnostic AskedSingly(RepeatCheck check) => Diagnostic.Note(
        DiagnosticIds.AskedSingly,
        FormattableString.Invariant($"{check.Changed} of {check.Queried} answers depend on the records that the model is queried with, so every record was queried alone; export the model with its batch normalization in inference mode if this is not intended"));
}

/// <param name="Model">How the target is read and queried.</param>
/// <param name="Classifier">The target, opened.</param>
/// <param name="Reading">Its data files.</param>
/// <param name="Sample">Its answers, in order.</param>
/// <param name="Queries">Records it was queried about.</param>
/// <param name="Repeat">What came of querying it again, or null when there was no record.</param>
/// <param name="Warnings">What a reader must know of how it was queried.</param>
internal sealed record QueriedTarget(
    ITargetModel Model, IClassifier Classifier, RecordReading Reading, AuditSample Sample, long Queries, RepeatCheck? Repeat, IReadOnlyList<Diagnostic> Warnings) : IDisposable
{
    /// <summary>Training records found in its file, or null.</summary>
    public StoredRecords? Stored { get; init; }

    /// <summary>Why its answers cannot be audited, or null.</summary>
    public Diagnostic? Invalidity => Repeat switch
    {
        { Kind: Repeatability.Changes } => Diagnostic.Error(
            DiagnosticIds.AnswersChange,
            FormattableString.Invariant($"the model answers differently when it is queried again about the same records ({Repeat.Changed} of {Repeat.Queried} answers changed), so no figure describes it; export it in inference mode, without dropout or random noise")),
        { Kind: Repeatability.BatchMatters } => Diagnostic.Error(
            DiagnosticIds.AnswersChange,
            FormattableString.Invariant($"{Repeat.Changed} of {Repeat.Queried} answers depend on the other records of the batch, and the model's batch size is fixed; export it with an open batch axis and in inference mode")),
        _ => null,
    };

    public void Dispose() => Classifier.Dispose();
}
