using PrivacyGate.Auditing;
using PrivacyGate.Cli.Training;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Shadows;

namespace PrivacyGate.Cli.Gathering;

/// <summary>Trains the shadow models of one audit, as its spec and profile ask.</summary>
internal sealed class ShadowGathering(ModelSpec spec, int profileShadows, ulong seed, IShadowStore? store, GatheringLimits limits)
{
    /// <summary>What they said, or null when the time budget left too few of them.</summary>
    /// <param name="sample">The audit; its records were kept.</param>
    /// <param name="others">Reference or synthetic records, or null.</param>
    /// <param name="target">The audited model.</param>
    /// <param name="trainer">Trains one.</param>
    /// <param name="wantPosteriors">Whether an attack learns from posteriors.</param>
    /// <param name="progress">Told after each shadow.</param>
    public ShadowEvidence? Run(AuditSample sample, RecordBatch? others, IClassifier target, ITrainer trainer, bool wantPosteriors, IProgress<ShadowProgress> progress)
    {
        var shadows = spec.Shadows;
        var source = trainer is ReadyModels ? ShadowSource.Auditor : shadows.Source.Value;
        var pool = ShadowPool.Create(ShadowSourceWords.Of(source), sample.Input.Records!, others, sample.EqualKeys);
        var targetRecords = ShadowTrainer.TargetRecords(spec, sample);
        var schedule = trainer is ReadyModels ready
            ? ready.Schedule(pool.Audited, targetRecords, sample.Truth.IsMember)
            : ShadowSchedule.For(pool, (int)(shadows.Count?.Value ?? profileShadows), targetRecords, seed);
        var options = new ShadowOptions
        {
            Workers = Environment.ProcessorCount,
            WantPosteriors = wantPosteriors,
            TargetMemberLoss = sample.Input.MeanMemberLoss,
            Target = target,
        };
        return ShadowRunner.Run(sample.Input, pool, schedule, trainer, options, store, progress, limits.TimeUp, limits.Cancellation);
    }
}
