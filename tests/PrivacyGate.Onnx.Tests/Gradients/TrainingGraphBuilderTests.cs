using Microsoft.ML.OnnxRuntime;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Runtime;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>Whole models of fixtures/: how their scores are read, older operator versions, and what is refused.</summary>
public class TrainingGraphBuilderTests
{
    public static TheoryData<string> Networks => new(
        "mlp_softmax", "mlp_logits", "mlp_logsoftmax", "mlp_softmax_opset11", "mlp_softmax_nobias", "softmax_decomposed", "two_matrices",
        "mlp_sigmoid_column", "mlp_sigmoid_flat", "sigmoid_both_sides", "columns_flat", "columns_open", "input_bool", "input_float16", "input_float64",
        "input_int32", "input_int64", "tails", "output_float64", "output_float16");

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_loss_is_the_mean_cross_entropy_of_the_models_own_probabilities(string name)
    {
        var fixture = Fixture.Load(name);
        var probabilities = fixture.Probabilities ?? [.. fixture.Logits!.Select(Softmax)];
        var expected = -probabilities.Select((row, i) => Math.Log(row[fixture.Predicted[i]])).Average();
        using var run = new StepRun(Build(fixture.Path));
        Assert.Equal(expected, run.Step(Feed(fixture), Labels(fixture))["privacygate/loss"][0], name == "output_float16" ? 2e-3 : 2e-5);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void The_loss_rises_along_each_gradient_as_fast_as_it_is_long(string name)
    {
        var fixture = Fixture.Load(name);
        using var run = new StepRun(Build(fixture.Path));

        // Not what the model predicts, so that no gradient vanishes.
        long[] labels = [.. fixture.Predicted.Select((label, i) => (long)((label + i) % fixture.ClassCount))];
        run.AssertLossRisesAlongGradients(Feed(fixture), labels);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void At_a_temperature_the_loss_is_that_of_the_logarithms_divided_by_it_and_still_rises_along_each_gradient(string name)
    {
        const double temperature = 3;
        var fixture = Fixture.Load(name);
        long[] labels = [.. fixture.Predicted.Select((label, i) => (long)((label + i) % fixture.ClassCount))];
        var logits = fixture.Logits ?? [.. fixture.Probabilities!.Select(static row => row.Select(static p => Math.Log(Math.Max(p, 1e-7))).ToArray())];
        var expected = -logits.Select((row, i) => Math.Log(Softmax([.. row.Select(static logit => logit / temperature)])[labels[i]])).Average();
        using var run = new StepRun(Build(fixture.Path, temperature));
        Assert.Equal(expected, run.Step(Feed(fixture), labels)["privacygate/loss"][0], name == "output_float16" ? 1e-2 : 1e-4);
        run.AssertLossRisesAlongGradients(Feed(fixture), labels);
    }

    [Theory]
    [InlineData("sklearn_forest", "TreeEnsembleClassifier")]
    [InlineData("sklearn_multinomial", "LinearClassifier")]
    [InlineData("batch4_built_in", "4 records at a time")]
    [InlineData("mixes_records", "records influence each other")]
    [InlineData("label_int64", "labels only")]
    public void What_cannot_be_differentiated_is_refused_by_name(string name, string named)
    {
        Assert.False(TrainingGraphBuilder.TryBuild(Inspect(Fixture.ModelPath(name)), new GradientOptions(), out _, out var refusal));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(GradientRefusal.Fallback, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("privacygate/", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(" [", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_without_a_rule_is_named_with_its_node()
    {
        using TemporaryFolder folder = new();
        var path = folder.Write("mlp_softmax", static model =>
        {
            model.Graph.Node[1].OpType = "Cosh";
            model.Graph.Node[1].Name = "odd [one]";
        });
        Assert.False(TrainingGraphBuilder.TryBuild(Inspect(path), new GradientOptions(), out _, out var refusal));
        Assert.Equal("Cosh", refusal.Operator);
        Assert.Contains("'odd (one]' (Cosh)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        var path = Fixture.ModelPath("mlp_softmax");
        Assert.Equal(Build(path).Bytes, Build(path).Bytes);
    }

    [Fact]
    public void The_target_is_not_touched()
    {
        var inspection = Inspect(Fixture.ModelPath("mlp_softmax_opset11"));
        var before = GraphSurgery.Bytes(inspection.File.Model);
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out _, out _));
        Assert.Equal(before, GraphSurgery.Bytes(inspection.File.Model));
    }

    [Fact]
    public void Only_what_a_gradient_needs_is_computed()
    {
        var graph = Build(Fixture.ModelPath("mlp_logits"));
        Assert.DoesNotContain(graph.Model.Graph.Node, static node => node.OpType is "Identity" or "Transpose");

        // One product forward a layer, one for each weight, and none for the records' own gradient.
        Assert.Equal(5, graph.Model.Graph.Node.Count(static node => node.OpType == "Gemm"));
    }

    private static ModelInspection Inspect(string path) => ModelInspection.Of(OnnxFile.Read(path));

    private static TrainingGraph Build(string path, double temperature = 1)
    {
        Assert.True(TrainingGraphBuilder.TryBuild(Inspect(path), new GradientOptions { Temperature = temperature }, out var graph, out var refusal), refusal?.Message);
        return graph;
    }

    private static long[] Labels(Fixture fixture) => [.. fixture.Predicted.Select(static label => (long)label)];

    private static OrtValue[] Feed(Fixture fixture) => [.. fixture.Batch.Features.Select((block, i) => FeatureTensor.Create(
        fixture.Path, Inspect(fixture.Path).Inputs[i], block, 0, fixture.Batch.Count, fixture.Batch.Count))];

    private static double[] Softmax(double[] logits)
    {
        var sum = logits.Sum(Math.Exp);
        return [.. logits.Select(logit => Math.Exp(logit) / sum)];
    }
}
