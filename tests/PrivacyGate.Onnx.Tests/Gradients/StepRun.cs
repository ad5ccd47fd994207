using Microsoft.ML.OnnxRuntime;
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
        Weights = graph.Parameters.ToDictionary(static parameter => parameter.Name, static parameter => (float[])parameter.Trained.Clone());
    }

    /// <summary>The weights the step runs with, by parameter name; the target's own at first.</summary>
    public Dictionary<string, float[]> Weights { get; }

    /// <summary>All outputs of the step by name.</summary>
    public Dictionary<string, float[]> Step(OrtValue[] features, long[] labels)
    {
        OrtValue[] fed = [.. features, OrtValue.CreateTensorValueFromMemory((long[])labels.Clone(), [labels.Length]), .. Tensors()];
        string[] names = [.. graph.Features, graph.Labels, .. graph.Parameters.Select(static parameter => parameter.Name)];
        return Run(session, names, fed, features.Length);
    }

    /// <summary>The scores by the serving graph.</summary>
    public float[] Scores(OrtValue[] features) =>
        Run(serving, [.. graph.Features, .. graph.Parameters.Select(static parameter => parameter.Name)], [.. features, .. Tensors()], features.Length).Values.Single();

    /// <summary>Checks each parameter's gradient: along it, the loss must rise as fast as the gradient is long.</summary>
    public void AssertLossRisesAlongGradients(OrtValue[] features, long[] labels)
    {
        var middle = Step(features, labels);
        foreach (var parameter in graph.Parameters)
        {
            var gradient = middle[parameter.Gradient];
            var square = gradient.Sum(static value => (double)value * value);
            Assert.True(square > 0, $"{parameter.Name} has no gradient");

            // Far enough for single precision to see the loss change, near enough for it to change in a straight line.
            var step = .004 / Math.Sqrt(square);
            var slope = (LossAt(parameter, gradient, step) - LossAt(parameter, gradient, -step)) / (2 * step);
            Assert.True(Math.Abs((slope / square) - 1) < 2e-2, FormattableString.Invariant($"{parameter.Name}: the loss rises by {slope:R}, not {square:R}"));
        }

        double LossAt(TrainableParameter parameter, float[] gradient, double step)
        {
            Weights[parameter.Name] = [.. parameter.Trained.Zip(gradient, (value, slope) => (float)(value + (step * slope)))];
            double loss = Step(features, labels)[graph.Loss][0];
            Weights[parameter.Name] = parameter.Trained;
            return loss;
        }
    }

    /// <summary>Records <paramref name="start"/> and following as a tensor.</summary>
    public static OrtValue Rows<T>(T[] values, IReadOnlyList<int> recordShape, int start, int count)
        where T : unmanaged
    {
        var width = recordShape.Aggregate(1, static (product, axis) => product * axis);
        return OrtValue.CreateTensorValueFromMemory(values.AsSpan(start * width, count * width).ToArray(), [count, .. recordShape.Select(static axis => (long)axis)]);
    }

    public void Dispose()
    {
        session.Dispose();
        serving.Dispose();
    }

    private IEnumerable<OrtValue> Tensors() => graph.Parameters.Select(parameter =>
        OrtValue.CreateTensorValueFromMemory((float[])Weights[parameter.Name].Clone(), [.. parameter.Shape]));

    private static Dictionary<string, float[]> Run(InferenceSession session, string[] names, OrtValue[] values, int borrowed)
    {
        using RunOptions run = new();
        using var answers = session.Run(run, names, values, [.. session.OutputNames]);
        Array.ForEach(values[borrowed..], static value => value.Dispose());
        return session.OutputNames.Zip(answers).ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }
}
