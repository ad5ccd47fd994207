using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>Runs one step with the target's own weights.</summary>
internal sealed class StepRun : IDisposable
{
    private readonly TrainingGraph graph;
    private readonly InferenceSession session;
    private readonly InferenceSession serving;

    public StepRun(TrainingGraph graph)
    {
        this.graph = graph;
        session = RuleCheck.Open(graph.Model);
        serving = RuleCheck.Open(graph.Serving);
    }

    /// <summary>All outputs of the step by name.</summary>
    public Dictionary<string, float[]> Step(OrtValue[] features, long[] labels)
    {
        OrtValue[] fed = [.. features, OrtValue.CreateTensorValueFromMemory((long[])labels.Clone(), [labels.Length]), .. Weights()];
        string[] names = [.. graph.Features, graph.Labels, .. graph.Parameters.Select(static parameter => parameter.Name)];
        return Run(session, names, fed, features.Length);
    }

    /// <summary>The scores by the serving graph.</summary>
    public float[] Scores(OrtValue[] features) =>
        Run(serving, [.. graph.Features, .. graph.Parameters.Select(static parameter => parameter.Name)], [.. features, .. Weights()], features.Length).Values.Single();

    /// <summary>Records <paramref name="start"/> and following as a tensor.</summary>
    public static OrtValue Rows<T>(T[] values, IReadOnlyList<int> recordShape, int start, int count)
        where T : unmanaged
    {
        int width = recordShape.Aggregate(1, static (product, axis) => product * axis);
        return OrtValue.CreateTensorValueFromMemory(values.AsSpan(start * width, count * width).ToArray(), [count, .. recordShape.Select(static axis => (long)axis)]);
    }

    public void Dispose()
    {
        session.Dispose();
        serving.Dispose();
    }

    private IEnumerable<OrtValue> Weights() => graph.Parameters.Select(static parameter =>
        OrtValue.CreateTensorValueFromMemory((float[])parameter.Trained.Clone(), [.. parameter.Shape]));

    private static Dictionary<string, float[]> Run(InferenceSession session, string[] names, OrtValue[] values, int borrowed)
    {
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> answers = session.Run(run, names, values, [.. session.OutputNames]);
        Array.ForEach(values[borrowed..], static value => value.Dispose());
        return session.OutputNames.Zip(answers).ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }
}
