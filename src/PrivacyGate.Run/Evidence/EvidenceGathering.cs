using PrivacyGate.Attacks;
using PrivacyGate.Models;
using PrivacyGate.Run.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Evidence;

/// <summary>Everything attacks look at beyond the target's answers, one kind after the other.</summary>
internal static class EvidenceGathering
{
    /// <summary>In the order in which they are gathered: a later one may use what an earlier one found.</summary>
    private static readonly IEvidenceSource[] Sources = [new BaseAnswers(), new ShadowModels(), new ModelGradients(), new LabelQueries()];

    /// <summary>The target's sample with its evidence, and what the time budget cut off.</summary>
    public static GatheredEvidence Gather(EvidenceRequest request)
    {
        var sample = request.Target.Sample;
        var gathered = new GatheredEvidence(sample with { Input = sample.Input with { Networks = request.Networks, Seed = request.Seed } });
        if (request.Needs == AttackNeeds.None)
        {
            return gathered;
        }

        if (!request.Time.InTime(request.Target.Reading.Reference, out var reference))
        {
            return gathered.WithCutOff("the reference records were not read");
        }

        gathered = gathered with { Sample = gathered.Sample with { Counts = sample.Counts with { Reference = reference?.Count ?? 0 } } };
        var settled = request.Time.InTime(token => TrainerFor(request, gathered.Sample, token), out var own);
        using var trainer = own;
        gathered = settled ? gathered : gathered.WithCutOff("how to train shadow models was not settled");
        var whole = request with { Reference = reference, Trainer = trainer };
        try
        {
            foreach (var source in Sources.Where(source => (source.Serves & request.Needs) != AttackNeeds.None))
            {
                gathered = source.AddTo(gathered, whole);
            }

            return gathered;
        }
        finally
        {
            gathered.WhiteBox.Dispose();
        }
    }

    /// <summary>A broken command is told of at once; what only local shadows need waits for the target's answers.</summary>
    private static ITrainer? TrainerFor(EvidenceRequest request, AuditSample sample, CancellationToken cancellation)
    {
        ITrainer Settle(CancellationToken token) => ShadowTrainer.For(request.Spec, sample, request.Target, request.Options.Formats, token);
        var queriesLabels = request.Needs.HasFlag(AttackNeeds.Labels) && request.Spec.Shadows.Models is null;
        var now = ShadowModels.AreWanted(request, sample) || (queriesLabels && (request.Spec.Shadows.Command is not null || request.Needs.HasFlag(AttackNeeds.LabelModels)));
        return now ? Settle(cancellation) : queriesLabels ? new LazyTrainer(Settle) : null;
    }
}
