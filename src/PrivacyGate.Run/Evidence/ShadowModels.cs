using PrivacyGate.Attacks;
using PrivacyGate.Auditing.Knowledge;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;

namespace PrivacyGate.Run.Evidence;

/// <summary>Trains the shadow models of an audit, as its spec and profile ask, and queries them.</summary>
internal sealed class ShadowModels : IEvidenceSource
{
    /// <summary>An error of this kind leaves an audit without a pass, and one that is too rare passes a leak.</summary>
    private const double StartError = 0.05;

    public AttackNeeds Serves => AttackNeeds.Shadows;

    /// <summary>Whether an attack can use their answers: only beside scores of the target.</summary>
    public static bool AreWanted(EvidenceRequest request, AuditSample sample) =>
        request.Needs.HasFlag(AttackNeeds.Shadows) && sample.Input.Signals.Answer is not null && CanTrain(request);

    /// <summary>A score without a label leaves nothing to train by but the user's own way.</summary>
    private static bool CanTrain(EvidenceRequest request) =>
        request.Spec.Task.Value != ModelTask.Score || request.Spec.Shadows.Command is not null || request.Spec.Shadows.Models is not null;

    public GatheredEvidence AddTo(GatheredEvidence before, EvidenceRequest request)
    {
        var sample = before.Sample;
        if (!AreWanted(request, sample) || request.Trainer is not { } trainer)
        {
            return before;
        }

        var began = request.Time.Seconds;
        if (!request.Time.InTime(token => trainer is ReadyModels ? null : OtherRecords.For(request.Spec, sample, request.Reference, request.Target.Classifier, request.Seed, token), out var others))
        {
            return before.WithCutOff("the records of shadow models were not made up");
        }

        var shadows = Train(request, sample, others, trainer, new Line(request, began));
        IEnumerable<string> cut = shadows is null && !request.Time.Gathering.IsCancellationRequested ? throw new InvalidOperationException("a schedule left some record in too few shadow models")
            : shadows is null ? ["too few shadow models trained"]
            : shadows.Summary.Count < shadows.Summary.Planned ? [FormattableString.Invariant($"{shadows.Summary.Count} of {shadows.Summary.Planned} shadow models trained")]
            : [];
        return before.WithCutOff(cut) with { Doubts = [.. before.Doubts, .. Kept(request), .. Started(request, sample, shadows)], Sample = sample with { Input = sample.Input with { Shadows = shadows } }, ShadowSeconds = request.Time.Seconds - began };
    }

    private static IEnumerable<Diagnostic> Kept(EvidenceRequest request)
    {
        if (request.Trainer is { Description.Kind: not (TrainerKinds.Command or TrainerKinds.Ready) } && request.Target.Model.KeptTraining is { } kept)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.ShadowsUnmatched, $"shadow models keep {kept}, which was trained on the members; what leaks there is not seen, so no pass can be given. Name your own trainer in shadows.command, which trains the whole pipeline");
        }
    }

    /// <summary>A classifier's shadows that were not trained on a record know no side of it, unless what they start from or keep does.</summary>
    private static IEnumerable<Diagnostic> Started(EvidenceRequest request, AuditSample sample, ShadowEvidence? shadows)
    {
        if (shadows is null || request.Spec is not { Task.Value: ModelTask.Classification, Shadows: { Command: null, Models: null } spec } || (spec.Base?.Location ?? spec.Frozen?.Location) is not { } at)
        {
            yield break;
        }

        if (2 * shadows.Summary.Matched < shadows.Summary.Count)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.ShadowsUnmatched,
                FormattableString.Invariant($"{shadows.Summary.Count - shadows.Summary.Matched} of {shadows.Summary.Count} shadow models do not fit their records as the model fits its members, so shadows.base or shadows.frozen (line {at.Line} of the spec) does not say how it was trained, and no pass can be given; correct or remove them"));
        }

        double[] losses = [.. Enumerable.Range(0, sample.Truth.IsMember.Length).Select(row => -shadows.Shadows.Where(shadow => !shadow.Trained[row]).Average(shadow => shadow.Signal[row]))];
        if (MemberLead.Of(losses, sample.Truth.IsMember, StartError) is { } lead)
        {
            yield return Diagnostic.Warning(
                DiagnosticIds.BaseKnowsMembers,
                FormattableString.Invariant($"shadow models answer members better than non-members though they were trained on neither (in {(1 + lead) / 2:0%} of pairs), so what they start from or keep (line {at.Line} of the spec) knows the members, and no pass can be given; name a base that was not trained on these records, and freeze only what training left alone"));
        }
    }

    /// <summary>What they answered, or null when the time budget left too few of them.</summary>
    private static ShadowEvidence? Train(EvidenceRequest request, AuditSample sample, RecordBatch? others, ITrainer trainer, IProgress<ShadowProgress> progress)
    {
        var shadows = request.Spec.Shadows;
        var source = trainer is ReadyModels ? ShadowSource.Auditor : shadows.Source.Value;
        var pool = ShadowPool.Create(ShadowSourceWords.Of(source), sample.Input.Records!, others, sample.EqualKeys);
        var targetRecords = ShadowTrainer.TargetRecords(request.Spec, sample);
        var schedule = trainer is ReadyModels ready
            ? ready.Schedule(pool.Audited, targetRecords, sample.Truth.IsMember)
            : ShadowSchedule.For(pool, (int)(shadows.Count?.Value ?? request.Options.Profile.Shadows), targetRecords, request.Seed);
        var options = new ShadowOptions
        {
            Workers = request.Options.Threads,
            WantPosteriors = request.Needs.HasFlag(AttackNeeds.Posteriors),
            TargetMemberLoss = sample.Input.MeanMemberLoss,
            Target = request.Target.Classifier,
        };
        return ShadowRunner.Run(sample.Input, pool, schedule, trainer, options, request.Store, progress, request.Time.Gathering, request.Time.Cancellation);
    }

    private sealed class Line(EvidenceRequest request, double began) : IProgress<ShadowProgress>
    {
        public void Report(ShadowProgress value)
        {
            var left = (request.Time.Seconds - began) / value.Done * (value.Of - value.Done);
            request.Report(FormattableString.Invariant($"shadow models of {value.Of} trained, about {left:0} s left:"), value.Done);
        }
    }
}
