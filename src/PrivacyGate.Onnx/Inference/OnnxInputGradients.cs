using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inference;

/// <summary>The gradients of an ONNX model with respect to its records, by a gradient graph of its own nodes.</summary>
public sealed class OnnxInputGradients : IInputGradients
{
    private readonly ModelInspection inspection;
    private readonly InputGradientGraph graph;
    private readonly ModelSession session;
    private readonly ScoreReader scoreReader;

    private OnnxInputGradients(ModelInspection inspection, InputGradientGraph graph)
    {
        (this.inspection, this.graph) = (inspection, graph);
        var path = inspection.File.Path;
        scoreReader = new ScoreReader(path, inspection.Plan.Reading!.Value, inspection.Classes.Count);
        ModelInput labels = new(graph.Labels, ElementKind.Int64, []);
        session = ModelSession.Open(path, graph.Model, [.. inspection.Inputs, labels], CancellationToken.None);
    }

    public int ClassCount => inspection.Classes.Count;

    public int PreferredBatchSize => inspection.Plan.BatchSize;

    /// <param name="inspection">The target.</param>
    /// <param name="recordShapes">Axes of a record for each input, in the model's order; null takes the model's own, or likely ones.</param>
    /// <param name="gradients">The target's gradients.</param>
    /// <param name="refusal">Why there are none.</param>
    /// <exception cref="InputException">PG0027: the model does not run with records of the given shapes.</exception>
    public static bool TryOpen(
        ModelInspection inspection, IReadOnlyList<IReadOnlyList<int>>? recordShapes, [NotNullWhen(true)] out OnnxInputGradients? gradients, [NotNullWhen(false)] out GradientRefusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        gradients = InputGradientGraph.TryBuild(inspection, recordShapes, out var graph, out refusal) ? new OnnxInputGradients(inspection, graph) : null;
        return gradients is not null;
    }

    public void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Length, batch.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, batch.Count * ClassCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(gradients.Length, batch.Features.Sum(static block => block.Values.Length));
        var labels = new long[classes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = classes[i];
        }

        FeatureBlock[] blocks = [.. inspection.Inputs.Select(input => batch.Features.First(block => block.Input == input.Name)), new FeatureBlock(graph.Labels, ElementKind.Int64, [], labels)];
        using var outputs = session.Run(blocks, 0, batch.Count, batch.Count, cancellation);
        scoreReader.Read(outputs[0], batch.Count, scores);
        if (scoreReader.Kind == ScoreKind.Probabilities)
        {
            TakeLogarithms(scores);
        }

        ReadGradients(batch, outputs, gradients);
    }

    public void Dispose() => session.Dispose();

    private void TakeLogarithms(Span<double> scores)
    {
        foreach (ref var score in scores)
        {
            score = Math.Log(Math.Max(score, inspection.Plan.ProbabilityFloor));
        }
    }

    /// <summary>The graph's loss is the mean of the records', each of which has the gradient of its own loss divided by their number.</summary>
    private void ReadGradients(RecordBatch batch, IDisposableReadOnlyCollection<OrtValue> outputs, Span<float> target)
    {
        var cells = target.Length / batch.Count;
        var first = 0;
        foreach (var block in batch.Features)
        {
            var output = graph.Gradients.ToList().FindIndex(input => input.Input == block.Input);
            var source = output < 0 ? [] : outputs[output + 1].GetTensorDataAsSpan<float>();
            for (var record = 0; record < batch.Count; record++)
            {
                var row = target.Slice((record * cells) + first, block.Width);
                row.Clear();
                for (var i = 0; i < row.Length && output >= 0; i++)
                {
                    var value = source[(record * block.Width) + i] * batch.Count;
                    row[i] = float.IsFinite(value) ? value : 0;
                }
            }

            first += block.Width;
        }
    }
}
