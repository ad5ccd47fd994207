using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Serving;

/// <summary>The target's graph with parameters as inputs: one session answers for every shadow. Thread-safe.</summary>
internal sealed class ServingSession : IDisposable
{
    private readonly ModelInspection inspection;
    private readonly RuntimeSession session;
    private readonly ScoreReader scores;
    private readonly string[] inputNames;
    private readonly string[] outputNames;
    private readonly ModelInput[] features;

    public ServingSession(ModelInspection inspection, TrainingGraph graph)
    {
        this.inspection = inspection;
        var path = inspection.File.Path;
        scores = new ScoreReader(path, inspection.Plan.Reading!.Value, inspection.Classes.Count);
        features = [.. inspection.Inputs.Where(input => graph.Features.Contains(input.Name))];
        inputNames = [.. features.Select(static input => input.Name), .. graph.Parameters.Select(static parameter => parameter.Name), .. graph.Statistics.Select(static statistic => statistic.Name)];
        outputNames = [graph.Serving.Graph.Output[0].Name];
        session = RuntimeSession.Open(path, graph.Serving, GraphSurgery.Bytes(graph.Serving), "A shadow model", CancellationToken.None);
    }

    public ModelInspection Inspection => inspection;

    /// <summary>Answers for all records.</summary>
    /// <param name="parameters">Tensors of all parameters, then of all running statistics.</param>
    /// <param name="batch">The records.</param>
    /// <param name="cancellation">Stops inside the runtime.</param>
    public Predictions Predict(IReadOnlyList<OrtValue> parameters, RecordBatch batch, CancellationToken cancellation)
    {
        var classes = inspection.Classes.Count;
        var count = batch.Count;
        var answers = new Predictions(inspection.ScoreKind, classes, GC.AllocateUninitializedArray<double>(ArrayLength.Of(count, classes)), inspection.ScoreKind.IsOfClasses() ? new int[count] : [], null);
        FeatureBlock[] blocks = [.. features.Select(input => FeatureBlocks.Of(inspection.File.Path, batch, input))];
        var step = inspection.Plan.BatchSize;
        for (var start = 0; start < count; start += step)
        {
            var some = Math.Min(step, count - start);
            var rows = answers.Scores.AsSpan(start * classes, some * classes);
            Run(parameters, blocks, start, some, rows, cancellation);
            if (answers.PredictedClass.Length > 0)
            {
                RowArgMax.Find(rows, classes, answers.PredictedClass.AsSpan(start, some));
            }
        }

        return answers;
    }

    public void Dispose() => session.Dispose();

    private void Run(
        IReadOnlyList<OrtValue> parameters, FeatureBlock[] blocks, int start, int count, Span<double> rows, CancellationToken cancellation)
    {
        var path = inspection.File.Path;
        var values = new List<OrtValue>(features.Length);
        try
        {
            for (var i = 0; i < features.Length; i++)
            {
                values.Add(FeatureTensor.Create(path, features[i], blocks[i], start, count, count));
            }

            using var outputs = session.Run(inputNames, [.. values, .. parameters], outputNames, count, cancellation);
            scores.Read(outputs[0], count, rows);
        }
        finally
        {
            values.ForEach(static value => value.Dispose());
        }
    }
}
