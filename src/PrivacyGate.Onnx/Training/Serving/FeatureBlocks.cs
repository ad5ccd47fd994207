using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Serving;

/// <summary>Finds what feeds an input.</summary>
internal static class FeatureBlocks
{
    public static FeatureBlock Of(string path, RecordBatch batch, ModelInput input) =>
        batch.Features.FirstOrDefault(block => block.Input == input.Name)
        ?? throw Refusal.Of(DiagnosticIds.ModelFailed, path, $"No column feeds the input '{input.Name}'. Name one in the spec's features.");
}
