using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Features;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.LocalShadows;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.Cli.Gathering;

/// <summary>Asks a target for labels alone, as spec and profile ask.</summary>
internal sealed class LabelGathering(ModelSpec spec, int profileQueries, ulong seed, GatheringLimits limits)
{
    /// <summary>What an attacker knows of the model beside its answers.</summary>
    public ModelGradients Gradients { get; init; } = ModelGradients.NotAsked;

    /// <summary>Why only some records are queried, or null.</summary>
    public ShortenedLabels? Shortened { get; init; }

    /// <summary>What the time sufficed for.</summary>
    /// <param name="attacks">The attacks chosen.</param>
    /// <param name="sample">The audit; its records were kept.</param>
    /// <param name="target">The model.</param>
    /// <param name="plan">How columns feed it.</param>
    /// <param name="trainer">Trains models like it, or null.</param>
    /// <param name="reference">The spec's reference records, or null.</param>
    /// <param name="progress">Told at each milestone.</param>
    public LabelOnlyEvidence Run(
        IReadOnlyList<IAttack> attacks, AuditSample sample, IClassifier target, FeaturePlan plan, ITrainer? trainer, RecordBatch? reference, IProgress<LabelOnlyProgress> progress)
    {
        // Even the first question, one a record, would take time that is not there.
        if (limits.TimeUp.IsCancellationRequested)
        {
            return new LabelOnlyEvidence([]);
        }

        try
        {
            var evidence = Ask(attacks, sample, target, plan, trainer, reference, progress);
            limits.Cancellation.ThrowIfCancellationRequested();
            return evidence;
        }
        catch (OperationCanceledException) when (limits.IsOver)
        {
            return new LabelOnlyEvidence([]);
        }
    }

    private LabelOnlyEvidence Ask(
        IReadOnlyList<IAttack> attacks, AuditSample sample, IClassifier target, FeaturePlan plan, ITrainer? trainer, RecordBatch? reference, IProgress<LabelOnlyProgress> progress)
    {
        var records = sample.Input.Records!;
        var options = new LabelOnlyOptions
        {
            QueriesPerRecord = (int)(spec.LabelOnly.Queries?.Value ?? profileQueries),
            Seed = seed,
            DegreeOfParallelism = Environment.ProcessorCount,
            LocalShadowRecords = Shortened is null ? new LabelOnlyOptions().LocalShadowRecords : EarlyProof.UnitsPerSide,
            Norm = spec.LabelOnly.Norm.Value == "linf" ? BoundaryNorm.Largest : BoundaryNorm.Euclidean,
        };
        return LabelOnlyCollector.Collect(
            new LabelOnlyRequest(
                [.. attacks.Select(static attack => attack.Id)],
                records,
                target,
                FeatureSpace.Of(records, [.. Untouchable(plan)]),
                options)
            {
                Trainer = trainer,
                Shortened = Shortened,
                Reference = reference,
                Gradients = Gradients.Known,
                GradientsRefused = Gradients.Refused,
                LocalShadows = trainer is null || Pool(sample, reference) is not { } pool ? null
                    : new LocalShadowSource(pool, ShadowTrainer.TargetRecords(spec, sample)) { Optional = spec.Shadows.Command is null },
            },
            progress,
            limits.TimeUp,
            limits.Ending);
    }

    /// <summary>The records local shadows are trained on: the reference records where the spec says so, else the auditor's own. None are made up for them. Null where no reference record is left.</summary>
    private ShadowPool? Pool(AuditSample sample, RecordBatch? reference)
    {
        var source = spec.Shadows.Source.Value == ShadowSource.Reference ? ShadowSources.Reference : ShadowSources.Auditor;
        HashSet<UInt128> taken = [.. sample.Input.Records!.Keys, .. sample.EqualKeys];
        return source == ShadowSources.Reference && reference?.Keys.All(taken.Contains) != false ? null : ShadowPool.Create(source, sample.Input.Records!, reference, sample.EqualKeys);
    }

    private IEnumerable<CellAddress> Untouchable(FeaturePlan plan)
    {
        if (spec.LabelOnly.Fixed is not { } columns)
        {
            yield break;
        }

        foreach (var column in columns.Value)
        {
            var feed = plan.Feeds.FirstOrDefault(feed => feed.Columns.Contains(column))
                ?? throw new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"labelOnly.fixed names {MessageText.Quote(column)}, which is no column that feeds the model; it is fed by {string.Join(", ", plan.FeatureColumns.Take(10))}", columns.Location));
            var values = feed.Width / feed.Columns.Count;
            var place = feed.Columns.ToList().IndexOf(column);
            for (var i = 0; i < values; i++)
            {
                yield return new CellAddress(feed.Input.Name, (place * values) + i);
            }
        }
    }
}
