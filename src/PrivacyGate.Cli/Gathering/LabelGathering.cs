using PrivacyGate.Attacks;
using PrivacyGate.Features;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.LabelOnly;
using PrivacyGate.Models;

namespace PrivacyGate.Cli.Gathering;

/// <summary>Asks a target for labels alone, as spec and profile ask.</summary>
internal sealed class LabelGathering(ModelSpec spec, int profileQueries, ulong seed, GatheringLimits limits)
{
    /// <summary>What the time sufficed for.</summary>
    public LabelOnlyEvidence Run(
        IReadOnlyList<IAttack> attacks, RecordBatch records, IClassifier target, FeaturePlan plan, ITrainer? trainer, RecordBatch? reference, IProgress<LabelOnlyProgress> progress)
    {
        // Even the first question, one a record, would take time that is not there.
        if (limits.TimeUp.IsCancellationRequested)
        {
            return new LabelOnlyEvidence([]);
        }

        try
        {
            return Ask(attacks, records, target, plan, trainer, reference, progress);
        }
        catch (OperationCanceledException) when (limits.IsOver)
        {
            return new LabelOnlyEvidence([]);
        }
    }

    private LabelOnlyEvidence Ask(
        IReadOnlyList<IAttack> attacks, RecordBatch records, IClassifier target, FeaturePlan plan, ITrainer? trainer, RecordBatch? reference, IProgress<LabelOnlyProgress> progress)
    {
        var options = new LabelOnlyOptions
        {
            QueriesPerRecord = (int)(spec.LabelOnly.Queries?.Value ?? profileQueries),
            Seed = seed,
            DegreeOfParallelism = Environment.ProcessorCount,
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
                Reference = reference,
            },
            progress,
            limits.TimeUp,
            limits.Ending);
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
