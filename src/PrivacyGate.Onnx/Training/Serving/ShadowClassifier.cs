using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Recipes;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Serving;

/// <summary>A trained shadow: its parameters, asked through the session all shadows share. It answers on the scale of its loss, its logits divided by the temperature of the step, its values in the unit of the targets.</summary>
internal sealed class ShadowClassifier(ServingSession session, AlignedFloats values, ParameterTensors tensors, double temperature, ValueScale? scale) : IClassifier
{
    public IReadOnlyList<ModelInput> Inputs => session.Inspection.Inputs;

    public ClassList Classes => session.Inspection.Classes;

    public ScoreKind ScoreKind => session.Inspection.ScoreKind;

    public int PreferredBatchSize => session.Inspection.Plan.BatchSize;

    /// <summary>All parameters, one after the other, each padded to a cache line.</summary>
    public ReadOnlySpan<float> Values => values.Span;

    public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var answers = session.Predict(tensors.All, batch, cancellation);
        return scale?.Restore(answers) ?? Temperature.Apply(answers, temperature);
    }

    public void Dispose() => tensors.Dispose();
}
