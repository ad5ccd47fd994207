using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Cli.Checking;
using PrivacyGate.Cli.Console;
using PrivacyGate.Cli.Training;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.LabelOnly;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Shadows;

namespace PrivacyGate.Cli.Gathering;

/// <summary>Everything attacks look at beyond the target's answers: shadow models, then questions about the label alone.</summary>
internal sealed class EvidenceGathering(ModelSpec spec, CheckOptions options, ulong seed, IShadowStore? store, ProgressLine line, GatheringLimits limits)
{
    /// <summary>The sample with its evidence, and what the time budget cut off.</summary>
    /// <param name="sample">The audit; its records were kept where an attack needs them.</param>
    /// <param name="attacks">The attacks chosen.</param>
    /// <param name="inspection">The target.</param>
    /// <param name="classifier">The target, opened.</param>
    /// <param name="reading">Its data files.</param>
    /// <param name="networks">Fits attack models.</param>
    public GatheredEvidence Gather(
        AuditSample sample, IReadOnlyList<IAttack> attacks, ModelInspection inspection, OnnxClassifier classifier, RecordReading reading, INetworkFitter networks)
    {
        var needs = attacks.Aggregate(Evidence.None, static (all, attack) => all | attack.Needs);
        var input = sample.Input with { Networks = networks, Seed = seed };
        var gathered = new GatheredEvidence(sample with { Input = input }, [], null);
        if (needs == Evidence.None)
        {
            return gathered;
        }

        if (!limits.InTime(reading.Reference, out var reference))
        {
            return gathered with { CutOff = ["the reference records were not read"] };
        }

        gathered = gathered with { Sample = gathered.Sample with { Counts = sample.Counts with { Reference = reference?.Count ?? 0 } } };
        var wantsShadows = needs.HasFlag(Evidence.Shadows) && input.Signals.Confidence is not null;
        var asksLabels = needs.HasFlag(Evidence.Labels) && spec.Shadows.Models is null;
        var toTrain = gathered.Sample;
        ITrainer Settle(CancellationToken token) => ShadowTrainer.For(spec, toTrain, inspection, classifier, reading, token);

        // A broken command is told of at once; what only local shadows need waits for the target's answers.
        var wantsTrainer = wantsShadows || (asksLabels && (spec.Shadows.Command is not null || attacks.Any(static attack => attack is LabelTransferAttack)));
        var settled = limits.InTime(token => wantsTrainer ? Settle(token) : asksLabels ? new LazyTrainer(Settle) : null, out var own);
        using var trainer = own;
        gathered = !settled ? gathered with { CutOff = ["how to train shadow models was not settled"] }
            : wantsShadows ? WithShadows(gathered, classifier, reference, trainer!, needs.HasFlag(Evidence.Posteriors))
            : gathered;
        return needs.HasFlag(Evidence.Labels) ? WithLabels(gathered, attacks, inspection, classifier, reading.Plan, reference, trainer) : gathered;
    }

    private GatheredEvidence WithShadows(GatheredEvidence gathered, OnnxClassifier classifier, RecordBatch? reference, ITrainer trainer, bool wantPosteriors)
    {
        var sample = gathered.Sample;
        var clock = new TimeBudget(TimeProvider.System, null);
        if (!limits.InTime(token => trainer is ReadyModels ? null : OtherRecords.For(spec, sample, reference, classifier, seed, token), out var others))
        {
            return gathered with { CutOff = [.. gathered.CutOff, "the records of shadow models were not made up"] };
        }

        var shadows = new ShadowGathering(spec, options.Profile.Shadows, seed, store, limits)
            .Run(sample, others, classifier, trainer, wantPosteriors, new ShadowLine(spec.Name.Value, line, clock));
        sample = sample with { Input = sample.Input with { Shadows = shadows } };
        var cut = shadows is null && !limits.TimeUp.IsCancellationRequested ? throw new InvalidOperationException("a schedule left some record in too few shadow models")
            : shadows is null ? ["too few shadow models trained"]
            : shadows.Summary.Count < shadows.Summary.Planned ? [FormattableString.Invariant($"{shadows.Summary.Count} of {shadows.Summary.Planned} shadow models trained")]
            : Array.Empty<string>();
        return new GatheredEvidence(sample, [.. gathered.CutOff, .. cut], clock.Seconds);
    }

    private GatheredEvidence WithLabels(
        GatheredEvidence gathered, IReadOnlyList<IAttack> attacks, ModelInspection inspection, OnnxClassifier classifier, FeaturePlan plan, RecordBatch? reference, ITrainer? trainer)
    {
        var input = gathered.Sample.Input;
        using var gradients = limits.TimeUp.IsCancellationRequested ? ModelGradients.NotAsked : ModelGradients.For(spec, attacks, inspection, input.Records!);
        var labels = new LabelGathering(spec, options.Profile.Queries, seed, limits) { Gradients = gradients, Shortened = Settled(gathered.Sample, attacks) }
            .Run(attacks, gathered.Sample, classifier, plan, trainer is ReadyModels ? null : trainer, reference, new LabelLine(spec.Name.Value, line));

        // Elsewhere local shadows only tell a threshold beside the verdict.
        var learns = attacks.Any(static attack => attack is LabelAugmentAttack);
        var cut = labels.Curves
            .Where(static curve => curve.Ended == QueryEnd.TimeUp)
            .Select(static curve => FormattableString.Invariant($"{curve.AttackId} after {curve.Points[^1].QueriesPerRecord:0} queries a record"))
            .Concat(attacks.Where(attack => limits.TimeUp.IsCancellationRequested && attack.Needs.HasFlag(Evidence.Labels) && labels.Curves.All(curve => curve.AttackId != attack.Id))
                .Select(static attack => $"{attack.Id} not run"))
            .Concat(labels.LocalShadowsCutOff && learns ? ["local shadow models for label-augment"] : Array.Empty<string>());
        return gathered with
        {
            Sample = gathered.Sample with { Input = input with { LabelOnly = labels.LocalShadowsCutOff && !learns ? WithoutThresholds(labels) : labels } },
            CutOff = [.. gathered.CutOff, .. cut],
        };
    }

    /// <summary>Where the verdict is settled without labels, and nobody named the attacks to run: the records that are queried all the same.</summary>
    private ShortenedLabels? Settled(AuditSample sample, IReadOnlyList<IAttack> attacks) =>
        options.Profile.StopsEarly && spec.Attacks is null && spec.Budget.Limits.Advantage is { } limit && !limits.TimeUp.IsCancellationRequested
            ? EarlyProof.Of(sample, attacks, Gate.OptionsFor(spec.Budget.Limits) with { DegreeOfParallelism = Environment.ProcessorCount }, limit, limits.Cancellation)
            : null;

    private LabelOnlyEvidence WithoutThresholds(LabelOnlyEvidence labels) => labels with
    {
        Notes =
        [
            .. labels.Notes,
            Diagnostic.Warning(
                DiagnosticIds.StoppedEarly,
                $"the time budget of {options.Time.Text} ended before local shadow models for label-only attacks had answered, so {MetricIds.AdvantageAtShadowThreshold} is not told of them; the verdict does not rest on it; give more time"),
        ],
    };

    private sealed class ShadowLine(string model, ProgressLine line, TimeBudget clock) : IProgress<ShadowProgress>
    {
        public void Report(ShadowProgress value)
        {
            var left = clock.Seconds / value.Done * (value.Of - value.Done);
            line.Report(model, FormattableString.Invariant($"shadow models of {value.Of} trained, about {left:0} s left:"), value.Done);
        }
    }

    private sealed class LabelLine(string model, ProgressLine line) : IProgress<LabelOnlyProgress>
    {
        public void Report(LabelOnlyProgress value) =>
            line.Report(model, FormattableString.Invariant($"{value.AttackId}, queries a record of {value.Of}:"), value.QueriesPerRecord);
    }
}

/// <param name="Sample">The audit with all its evidence.</param>
/// <param name="CutOff">What the time budget cut off, in words; empty when nothing.</param>
/// <param name="ShadowSeconds">Seconds the shadow models took, or null when none were trained.</param>
internal sealed record GatheredEvidence(AuditSample Sample, IReadOnlyList<string> CutOff, double? ShadowSeconds);
