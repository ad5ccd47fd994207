using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>A step in training mode: batch normalisation uses the batch and moves its running statistics. Golden values by oracles/make_training_oracle.py.</summary>
public class TrainingOracleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "oracles");
    private static readonly string Oracle = Path.Combine(Folder, "resnet_bn_training.npz");

    [Fact]
    public void Loss_gradients_and_running_statistics_are_those_of_torch_in_training()
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Path.Combine(Folder, "resnet_bn_global.onnx")));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        Assert.Equal(["2.n.running_mean", "2.n.running_var"], graph.Statistics.Select(static statistic => statistic.Name).Order(StringComparer.Ordinal));
        Assert.Equal([0, 1], graph.Statistics.OrderBy(static statistic => statistic.Name, StringComparer.Ordinal).Select(static statistic => statistic.Initial));

        var step = Run(graph, inspection.File.Model.Graph);
        Assert.Equal(Expected("loss")[0], step[graph.Loss][0], 1e-5);
        Assert.All(graph.Parameters, parameter => Close(Expected("grad/" + parameter.Name), step[parameter.Gradient]));
        Assert.All(graph.Statistics, statistic => Close(Expected("updated/" + statistic.Name), step[statistic.Updated]));
    }

    [Fact]
    public void The_serving_graph_takes_running_statistics_as_inputs()
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Path.Combine(Folder, "resnet_bn_global.onnx")));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out _));
        Assert.All(graph.Statistics, statistic => Assert.Contains(graph.Serving.Graph.Input, input => input.Name == statistic.Name));
        Assert.All(graph.Statistics, statistic => Assert.DoesNotContain(graph.Serving.Graph.Initializer, tensor => tensor.Name == statistic.Name));
    }

    private static Dictionary<string, float[]> Run(TrainingGraph graph, GraphProto target)
    {
        var given = Path.Combine(Folder, "resnet_bn_global.npz");
        var labels = Npy.Read<long>(given, "y");
        var values = new Dictionary<string, OrtValue>
        {
            [graph.Features[0]] = OrtValue.CreateTensorValueFromMemory(Npy.Read<float>(given, "x"), [labels.Length, 1, 8, 8]),
            [graph.Labels] = OrtValue.CreateTensorValueFromMemory(labels, [labels.Length]),
        };
        var tensors = graph.Parameters.Select(static parameter => parameter.Name).Concat(graph.Statistics.Select(static statistic => statistic.Name));
        foreach (var tensor in target.Initializer.Where(tensor => tensors.Contains(tensor.Name)))
        {
            float[] numbers = [.. TensorValues.Reals(tensor)!.Select(static value => (float)value)];
            values[tensor.Name] = OrtValue.CreateTensorValueFromMemory(numbers, [.. tensor.Dims]);
        }

        using var session = RuleCheck.Open(graph.Model);
        using RunOptions run = new();
        using var answers = session.Run(run, [.. values.Keys], [.. values.Values], [.. session.OutputNames]);
        return session.OutputNames.Zip(answers).ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
    }

    private static void Close(float[] expected, float[] actual)
    {
        var scale = expected.Max(static value => Math.Abs((double)value));
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - (1e-4 * scale), pair.First + (1e-4 * scale)));
    }

    private static float[] Expected(string name) => Npy.Read<float>(Oracle, name);
}
