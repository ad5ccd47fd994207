using PrivacyGate.Attacks;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Cli.Gathering;

/// <summary>The target's gradients, where the spec lets an attacker know the model and an attack follows them.</summary>
/// <param name="Known">The gradients, or null.</param>
/// <param name="Refused">Why there are none though the spec allows them, a clause that follows "because"; else null.</param>
internal sealed record ModelGradients(OnnxInputGradients? Known, string? Refused) : IDisposable
{
    public static ModelGradients NotAsked { get; } = new(null, null);

    public static ModelGradients For(ModelSpec spec, IReadOnlyList<IAttack> attacks, ModelInspection inspection, RecordBatch records)
    {
        if (spec.Knowledge.Value != KnowledgeWord.WhiteBox || !attacks.Any(static attack => attack is LabelBoundaryAttack))
        {
            return NotAsked;
        }

        IReadOnlyList<int>[] shapes = [.. inspection.Inputs.Select(input => records.Features.First(block => block.Input == input.Name).RecordShape)];
        return OnnxInputGradients.TryOpen(inspection, shapes, out var gradients, out var refusal)
            ? new ModelGradients(gradients, null)
            : new ModelGradients(null, $"{refusal.Node} {refusal.Why}");
    }

    public void Dispose() => Known?.Dispose();
}
