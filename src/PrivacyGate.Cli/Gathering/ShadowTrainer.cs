using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;

namespace PrivacyGate.Cli.Gathering;

/// <summary>Chooses what trains the shadows of a model.</summary>
internal static class ShadowTrainer
{
    public static ITrainer For(ModelSpec spec, ModelInspection inspection, RecordBatch records, double? memberLoss)
    {
        var options = new GradientOptions { RecordShapes = [.. inspection.Inputs.Select(input => records.Features.First(block => block.Input == input.Name).RecordShape)] };
        var recipe = Recipe.Of(spec.Shadows.Training);
        return TrainingGraphBuilder.TryBuild(inspection, options, out var graph, out var refusal)
            ? new NetworkTrainer(inspection, graph, recipe, recipe.Epochs is null ? memberLoss : null)
            : throw new InvalidOperationException(refusal.Message);
    }
}
