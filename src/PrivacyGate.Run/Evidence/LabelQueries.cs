using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Features;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Run.Options;
using PrivacyGate.Run.Reading;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Run.Evidence;

/// <summary>Queries a target for labels alone, as spec and profile ask.</summary>
internal sealed class LabelQueries : IEvidenceSource
{
    public AttackNeeds Serves => AttackNeeds.Labels;

    public GatheredEvidence AddTo(GatheredEvidence before, EvidenceRequest request)
    {
        var input = before.Sample.Input;
        var labels = InTime(before, request);

        // Elsewhere local shadows only tell a threshold beside the verdict.
        var learns = request.Needs.HasFlag(AttackNeeds.LocalShadows);
        var timeUp = request.Time.Gathering.IsCancellationRequested;
        IEnumerable<string> cut =
        [
            .. labels.Curves.Where(static curve => curve.Ended == QueryEnd.TimeUp).Select(static curve => FormattableString.Invariant($"{curve.AttackId} after {curve.Points[^1].QueriesPerRecord:0} queries a record")),
            .. request.Attacks.Where(attack => timeUp && attack.Needs.HasFlag(AttackNeeds.Labels) && labels.Curves.All(curve => curve.AttackId != attack.Id)).Select(static attack => $"{attack.Id} not run"),
            .. labels.LocalShadowsCutOff && learns ? ["local shadow models for label-augment"] : Array.Empty<string>(),
        ];
        var told = labels.LocalShadowsCutOff && !learns ? WithoutThresholds(labels, request.Time) : labels;
        return before.WithCutOff(cut) with { Sample = before.Sample with { Input = input with { LabelOnly = told } } };
    }

    /// <summary>What the time sufficed for.</summary>
    private static LabelOnlyEvidence InTime(GatheredEvidence before, EvidenceRequest request)
    {
        var time = request.Time;

        // Even the first query, one a record, would take time that is not there.
        if (time.Gathering.IsCancellationRequested)
        {
            return new LabelOnlyEvidence([]);
        }

        try
        {
            var evidence = Query(before, request);
            time.Cancellation.ThrowIfCancellationRequested();
            return evidence;
        }
        catch (OperationCanceledException) when (time.GatheringEnding.IsCancellationRequested && !time.Cancellation.IsCancellationRequested)
        {
            return new LabelOnlyEvidence([]);
        }
    }

    private static LabelOnlyEvidence Query(GatheredEvidence before, EvidenceRequest request)
    {
        var sample = before.Sample;
        var spec = request.Spec.LabelOnly;
        var records = sample.Input.Records!;
        var trainer = request.Trainer is ReadyModels ? null : request.Trainer;
        var shortened = Settled(sample, request);
        var options = new LabelOnlyOptions
        {
            QueriesPerRecord = (int)(spec.Queries?.Value ?? request.Options.Profile.Queries),
            Seed = request.Seed,
            DegreeOfParallelism = request.Options.Threads,
            LocalShadowRecords = shortened is null ? new LabelOnlyOptions().LocalShadowRecords : EarlyProof.UnitsPerSide,
            Norm = spec.Norm.Value == "linf" ? BoundaryNorm.Largest : BoundaryNorm.Euclidean,
        };
        return LabelOnlyCollector.Collect(
            new LabelOnlyRequest(
                [.. request.Attacks.Select(static attack => attack.Id)],
                records,
                request.Target.Classifier,
                FeatureSpace.Of(records, [.. Untouchable(spec, request.Target.Reading)]),
                options)
            {
                Trainer = trainer,
                Shortened = shortened,
                Reference = request.Reference,
                Gradients = before.WhiteBox.Gradients,
                GradientsRefused = before.WhiteBox.Refused,
                LocalShadows = trainer is null || Pool(sample, request) is not { } pool ? null
                    : new LocalShadowSource(pool, ShadowTrainer.TargetRecords(request.Spec, sample)) { Optional = request.Spec.Shadows.Command is null },
            },
            new Line(request),
            request.Time.Gathering,
            request.Time.GatheringEnding);
    }

    /// <summary>Where the verdict is settled without labels, and nobody named the attacks to run: the records that are queried all the same.</summary>
    private static ShortenedLabels? Settled(AuditSample sample, EvidenceRequest request) =>
        request.Options.Profile.StopsEarly && request.Spec.Attacks is null && request.Spec.Budget.Limits.Advantage is { } limit
            ? EarlyProof.Of(sample, request.Attacks, Gate.OptionsFor(request.Spec.Budget.Limits) with { DegreeOfParallelism = request.Options.Threads }, limit, request.Time.Cancellation)
            : null;

    /// <summary>The records local shadows are trained on: the reference records where the spec says so, else the auditor's own. None are made up for them. Null where no reference record is left.</summary>
    private static ShadowPool? Pool(AuditSample sample, EvidenceRequest request)
    {
        var source = request.Spec.Shadows.Source.Value == ShadowSource.Reference ? ShadowSources.Reference : ShadowSources.Auditor;
        HashSet<UInt128> taken = [.. sample.Input.Records!.Keys, .. sample.EqualKeys];
        return source == ShadowSources.Reference && request.Reference?.Keys.All(taken.Contains) != false ? null : ShadowPool.Create(source, sample.Input.Records!, request.Reference, sample.EqualKeys);
    }

    private static IEnumerable<CellAddress> Untouchable(LabelOnlySpec spec, RecordReading reading)
    {
        if (spec.Fixed is not { } columns)
        {
            yield break;
        }

        foreach (var column in columns.Value)
        {
            InputFeed feed = reading.Plan.Feeds.FirstOrDefault(feed => feed.Columns.Contains(column))
                ?? throw new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"labelOnly.fixed names {MessageText.Quote(column)}, which is no column that feeds the model; it is fed by {string.Join(", ", reading.ToldColumns.Take(10).Select(MessageText.Plain))}", columns.Location));
            var values = feed.Width / feed.Columns.Count;
            var place = feed.Columns.ToList().IndexOf(column);
            for (var i = 0; i < values; i++)
            {
                yield return new CellAddress(feed.Input.Name, (place * values) + i);
            }
        }
    }

    private static LabelOnlyEvidence WithoutThresholds(LabelOnlyEvidence labels, Deadline time) => labels with
    {
        Notes =
        [
            .. labels.Notes,
            Diagnostic.Warning(
                DiagnosticIds.StoppedEarly,
                $"the time budget of {time.Text} ended before local shadow models for label-only attacks had answered, so {MetricIds.AdvantageAtShadowThreshold} is not told of them; the verdict does not rest on it; give more time"),
        ],
    };

    private sealed class Line(EvidenceRequest request) : IProgress<LabelOnlyProgress>
    {
        public void Report(LabelOnlyProgress value) =>
            request.Report(FormattableString.Invariant($"{value.AttackId}, queries a record of {value.Of}:"), value.QueriesPerRecord);
    }
}
