using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.Run.Evidence;

/// <summary>Opens the target's gradients, where the spec lets an attacker know the model.</summary>
internal sealed class ModelGradients : IEvidenceSource
{
    public AttackNeeds Serves => AttackNeeds.Gradients;

    public GatheredEvidence AddTo(GatheredEvidence before, EvidenceRequest request) =>
        request.Spec.Knowledge.Value != KnowledgeWord.WhiteBox || request.Time.Gathering.IsCancellationRequested ? before
        : before with { WhiteBox = Open(request, before.Sample.Input.Records!) };

    private static WhiteBox Open(EvidenceRequest request, RecordBatch records)
    {
        IReadOnlyList<int>[] shapes = [.. request.Target.Model.Inputs.Select(input => records.Features.First(block => block.Input == input.Name).RecordShape)];
        return request.Target.Model.TryGradients(shapes, out var gradients, out var why)
            ? new WhiteBox(gradients, null)
            : new WhiteBox(null, why);
    }
}
