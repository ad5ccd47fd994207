using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>
/// Nets of oracles/ with scores, mean cross-entropy, its gradients and each record's gradient norm as PyTorch 1.13 gives
/// them for the exported model in evaluation mode.
/// </summary>
public class OracleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "oracles");

    public static TheoryData<string> Nets => new(
        "mlp_relu", "mlp_dropout", "mlp_tanh_sigmoid", "mlp_leaky_elu_gelu", "branches", "embedding_layernorm", "cnn_maxpool", "cnn_stride_avgpool",
        "resnet_bn_global", "attention_opset17", "attention_opset11", "gates", "gates_opset10", "scaled", "lstm", "gru");

    [Theory]
    [MemberData(nameof(Nets))]
    public void Loss_and_gradients_are_those_of_torch(string net)
    {
        (var graph, var features, var labels) = Load(net);
        using var run = new StepRun(graph);
        var step = run.Step([features], labels);
        Assert.Equal(Oracle(net, "loss")[0], step[graph.Loss][0], 1e-5);
        foreach (var parameter in graph.Parameters)
        {
            AssertClose(Oracle(net, "grad/" + parameter.Name), step[parameter.Gradient], $"{net} {parameter.Name}");
        }

        foreach (var input in graph.InputGradients)
        {
            AssertClose(Oracle(net, "gradx"), step[input.Gradient], $"{net} {input.Input}");
        }

        Assert.Equal(net.StartsWith("embedding", StringComparison.Ordinal) || net.StartsWith("attention", StringComparison.Ordinal) ? 0 : 1, graph.InputGradients.Count);
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void The_serving_graph_scores_as_the_target_does(string net)
    {
        (var graph, var features, _) = Load(net);
        using var run = new StepRun(graph);
        Assert.All(Oracle(net, "logits").Zip(run.Scores([features])), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void A_batch_of_one_record_has_that_records_gradient_norm(string net)
    {
        var expected = Oracle(net, "pergrad");
        (var graph, _, _) = Load(net);
        var input = ModelInspection.Of(OnnxFile.Read(Path.Combine(Folder, net + ".onnx"))).Inputs.Single();
        using var run = new StepRun(graph);
        for (var record = 0; record < expected.Length; record++)
        {
            (var features, var labels) = Records(net, input, record, 1);
            var step = run.Step([features], labels);
            var norm = Math.Sqrt(graph.Parameters.Sum(parameter => step[parameter.Gradient].Sum(static value => (double)value * value)));
            Assert.InRange(norm / expected[record], 1 - 1e-4, 1 + 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void The_step_is_a_model_that_reads_back(string net)
    {
        (var graph, _, _) = Load(net);
        using TemporaryFolder folder = new();
        var file = OnnxFile.Read(folder.Write("step.onnx", GraphSurgery.Bytes(graph.Model)));
        Assert.Equal(graph.Model, file.Model);
        Assert.All(graph.Model.Graph.Output, static output => Assert.NotNull(output.Type));
    }

    /// <summary>Every number within 1e-4 of the largest: a single gradient near 0 is the difference of larger ones.</summary>
    private static void AssertClose(float[] expected, float[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(static value => Math.Abs((double)value));
        var worst = expected.Zip(actual, static (one, other) => Math.Abs((double)one - other)).Max();
        Assert.True(worst <= 1e-4 * scale, FormattableString.Invariant($"{what}: off by {worst:R} of {scale:R}"));
    }

    private static (TrainingGraph Graph, OrtValue Features, long[] Labels) Load(string net)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(Path.Combine(Folder, net + ".onnx")));
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions { IsTraining = false, WithInputs = true }, out var graph, out var refusal), refusal?.Message);
        (var features, var labels) = Records(net, inspection.Inputs.Single(), 0, null);
        return (graph, features, labels);
    }

    private static (OrtValue Features, long[] Labels) Records(string net, ModelInput input, int start, int? count)
    {
        var labels = Npy.Read<long>(Path.Combine(Folder, net + ".npz"), "y");
        var rows = count ?? labels.Length;
        var features = input.Kind == ElementKind.Float32
            ? StepRun.Rows(Oracle(net, "x"), input.RecordShape, start, rows)
            : StepRun.Rows(Npy.Read<long>(Path.Combine(Folder, net + ".npz"), "x"), input.RecordShape, start, rows);
        return (features, labels[start..(start + rows)]);
    }

    private static float[] Oracle(string net, string name) => Npy.Read<float>(Path.Combine(Folder, net + ".npz"), name);
}
