using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Training.Runs;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Small;

/// <summary>Everything of one architecture that fits of it share: workers, and a session that answers.</summary>
internal sealed class SmallNetworkSession : IDisposable
{
    /// <summary>Of messages: these graphs come from no file.</summary>
    private const string Path = "attack model";

    /// <summary>Rows a run, so that answering for many needs little memory.</summary>
    private const int RowsARun = 4096;

    private readonly TrainingGraph graph;
    private readonly RuntimeSession session;
    private readonly string[] inputs;

    public SmallNetworkSession(SmallNetworkShape shape)
    {
        Shape = shape;
        graph = SmallNetworkGraph.Of(shape);
        Workers = new WorkerPool(Path, graph, moments: 2);
        session = RuntimeSession.Open(Path, graph.Serving, GraphSurgery.Bytes(graph.Serving), "The network", CancellationToken.None);
        inputs = [SmallNetworkGraph.Features, .. graph.Parameters.Select(static parameter => parameter.Name)];
    }

    public SmallNetworkShape Shape { get; }

    public WorkerPool Workers { get; }

    public StepShape StepShape(int batchSize)
    {
        var features = new StepInput(SmallNetworkGraph.Features, ElementKind.Float32, [Shape.Sizes[0]]);
        return new StepShape(batchSize, [features, Shape.Loss == NetworkLoss.CrossEntropy ? new StepInput(SmallNetworkGraph.Target, ElementKind.Int64, []) : new StepInput(SmallNetworkGraph.Target, ElementKind.Float32, [1])]);
    }

    public float[] Predict(IReadOnlyList<OrtValue> parameters, float[] features, int rows)
    {
        var width = Shape.Sizes[0];
        var answers = new float[ArrayLength.Of(rows, Shape.Sizes[^1])];
        for (var start = 0; start < rows; start += RowsARun)
        {
            var some = Math.Min(RowsARun, rows - start);
            using var batch = LentTensor.Over(features.AsMemory(start * width, some * width), [some, width]);
            using var outputs = session.Run(inputs, [batch, .. parameters], [graph.Serving.Graph.Output[0].Name], some, CancellationToken.None);
            outputs[0].GetTensorDataAsSpan<float>().CopyTo(answers.AsSpan(start * Shape.Sizes[^1]));
        }

        return answers;
    }

    public void Dispose()
    {
        Workers.Dispose();
        session.Dispose();
    }
}
