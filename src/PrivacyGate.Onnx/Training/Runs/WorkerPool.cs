using System.Collections.Concurrent;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;

namespace PrivacyGate.Onnx.Training.Runs;

/// <summary>Keeps workers of one step graph from one shadow to the next: as many as ever trained at once.</summary>
/// <param name="path">The model, for messages.</param>
/// <param name="graph">The step.</param>
/// <param name="moments">Of the optimisers that will be used.</param>
internal sealed class WorkerPool(string path, TrainingGraph graph, int moments) : IDisposable
{
    private readonly ConcurrentBag<TrainingWorker> idle = [];
    private readonly byte[] model = GraphSurgery.Bytes(graph.Model);

    public TrainingWorker Rent(StepShape shape)
    {
        while (idle.TryTake(out var worker))
        {
            if (worker.Shape.Fits(shape))
            {
                return worker;
            }

            worker.Dispose();
        }

        return new TrainingWorker(path, graph, model, shape, moments);
    }

    /// <summary>Also after a cancelled or failed run: the next one starts from nothing.</summary>
    public void Return(TrainingWorker worker) => idle.Add(worker);

    public void Dispose()
    {
        while (idle.TryTake(out var worker))
        {
            worker.Dispose();
        }
    }
}
