using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Inference;

/// <summary>Gradients of records: against PyTorch's (oracles/, see make_oracles.py there) and against differences of the classifier's own scores.</summary>
public class OnnxInputGradientsTests
{
    private static readonly string Oracles = Path.Combine(AppContext.BaseDirectory, "oracles");

    [Theory]
    [InlineData("mlp_relu")]
    [InlineData("mlp_dropout")]
    [InlineData("mlp_tanh_sigmoid")]
    [InlineData("cnn_maxpool")]
    [InlineData("cnn_stride_avgpool")]
    [InlineData("resnet_bn_global")]
    [InlineData("gates_opset10")]
    [InlineData("lstm")]
    public void Gradients_are_those_of_torch_a_record(string net)
    {
        var file = Path.Combine(Oracles, net + ".npz");
        var inspection = Inspect(Path.Combine(Oracles, net + ".onnx"));
        int[] labels = [.. Npy.Read<long>(file, "y").Select(static label => (int)label)];
        var batch = Support.Records.Floats(inspection.Inputs[0].Name, [.. inspection.Inputs[0].RecordShape], Npy.Read<float>(file, "x"));
        using var gradients = Open(inspection);
        (var actual, var scores) = Ask(gradients, batch, labels);

        // Torch gives the gradient of the mean, ours is of each record's own loss.
        double[] expected = [.. Npy.Read<float>(file, "gradx").Select(value => (double)value * labels.Length)];
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1e-4 * scale, 1e-4 * scale));
        Assert.All(Npy.Read<float>(file, "logits").Zip(scores), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Theory]
    [InlineData("mlp_softmax")]
    [InlineData("mlp_logits")]
    [InlineData("mlp_logsoftmax")]
    [InlineData("mlp_sigmoid_column")]
    [InlineData("sigmoid_both_sides")]
    [InlineData("softmax_decomposed")]
    [InlineData("columns_flat")]
    [InlineData("columns_open")]
    [InlineData("input_float64")]
    [InlineData("output_float64")]
    public void The_cross_entropy_rises_along_each_records_gradient_as_fast_as_it_is_long(string name)
    {
        var fixture = Fixture.Load(name);
        var inspection = Inspect(fixture.Path);
        using var classifier = OnnxClassifier.Open(inspection);
        using var gradients = Open(inspection);
        int[] classes = [.. fixture.Predicted.Select((label, i) => (label + i) % fixture.ClassCount)];
        (var slope, var scores) = Ask(gradients, fixture.Batch, classes);
        var width = slope.Length / classes.Length;
        var now = Losses(classifier.Predict(fixture.Batch, default), classes);
        for (var record = 0; record < classes.Length; record++)
        {
            Assert.Equal(now[record], Loss(scores.AsSpan(record * gradients.ClassCount, gradients.ClassCount), classes[record]), 1e-4);
            var own = slope.AsSpan(record * width, width).ToArray();
            var square = own.Sum(static value => (double)value * value);
            var step = 4e-3 / Math.Max(Math.Sqrt(square), 1e-3);
            var ahead = Losses(classifier.Predict(Moved(fixture.Batch, record, own, step), default), classes)[record];
            var behind = Losses(classifier.Predict(Moved(fixture.Batch, record, own, -step), default), classes)[record];
            Assert.Equal(square, (ahead - behind) / (2 * step), 2e-2 * Math.Max(square, 1e-2));
        }
    }

    [Fact]
    public void A_margin_falls_as_the_difference_of_two_cross_entropies_where_the_model_is_sure()
    {
        // A model a hundred times as sure: every probability of it is 0 or 1 in single precision.
        using TemporaryFolder folder = new();
        var path = folder.Write("mlp_logits", static model => Scale(model, 100));
        var fixture = Fixture.Load("mlp_logits");
        using var sure = Open(Inspect(path));
        using var plain = Open(Inspect(fixture.Path));
        int[] rivals = [.. fixture.Predicted.Select(label => (label + 1) % fixture.ClassCount)];
        float[] Margin(OnnxInputGradients model) => [.. Ask(model, fixture.Batch, rivals).Gradients.Zip(Ask(model, fixture.Batch, fixture.Predicted).Gradients, static (one, other) => one - other)];
        var expected = Margin(plain);
        double scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(Margin(sure)), pair => Assert.Equal(pair.First, pair.Second / 100, 1e-4 * scale));
    }

    [Theory]
    [InlineData("sklearn_forest", "TreeEnsembleClassifier")]
    [InlineData("batch4_built_in", "4 records at a time")]
    [InlineData("label_int64", "labels only")]
    [InlineData("input_int64", "no floating-point numbers")]
    [InlineData("input_bool", "no floating-point numbers")]
    public void What_has_no_gradients_is_refused_by_name(string name, string named)
    {
        Assert.False(OnnxInputGradients.TryOpen(Inspect(Fixture.ModelPath(name)), null, out var gradients, out var refusal));
        Assert.Null(gradients);
        Assert.Contains(named, $"{refusal.Node} {refusal.Why}", StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_asked_side_by_side_answer_as_one_after_the_other()
    {
        var fixture = Fixture.Load("mlp_softmax");
        using var gradients = Open(Inspect(fixture.Path));
        var alone = Ask(gradients, fixture.Batch, fixture.Predicted).Gradients;
        var together = new float[16][];
        Parallel.For(0, together.Length, i => together[i] = Ask(gradients, fixture.Batch, fixture.Predicted).Gradients);
        Assert.All(together, many => Assert.Equal(alone, many));
    }

    [Fact]
    public void A_cancelled_question_stops()
    {
        var fixture = Fixture.Load("mlp_softmax");
        using var gradients = Open(Inspect(fixture.Path));
        Assert.ThrowsAny<OperationCanceledException>(() => gradients.Ask(
            fixture.Batch, fixture.Predicted, new float[fixture.Batch.Features.Sum(static block => block.Values.Length)], new double[fixture.Batch.Count * gradients.ClassCount], new CancellationToken(true)));
    }

    private static ModelInspection Inspect(string path) => ModelInspection.Of(OnnxFile.Read(path));

    private static OnnxInputGradients Open(ModelInspection inspection)
    {
        Assert.True(OnnxInputGradients.TryOpen(inspection, null, out var gradients, out var refusal), refusal?.Message);
        return gradients;
    }

    private static (float[] Gradients, double[] Scores) Ask(OnnxInputGradients model, RecordBatch batch, int[] classes)
    {
        var gradients = new float[batch.Features.Sum(static block => block.Values.Length)];
        var scores = new double[batch.Count * model.ClassCount];
        model.Ask(batch, classes, gradients, scores, default);
        return (gradients, scores);
    }

    private static void Scale(PrivacyGate.Onnx.Messages.ModelProto model, float factor)
    {
        var output = model.Graph.Output[0].Name;
        var before = output + "/plain";
        var last = model.Graph.Node.Single(node => node.Output.Contains(output));
        last.Output[last.Output.IndexOf(output)] = before;
        var tensor = Tensors.Of([factor]);
        tensor.Name = "factor";
        model.Graph.Initializer.Add(tensor);
        model.Graph.Node.Add(SmallModels.Node("Mul", [before, "factor"], output));
    }

    /// <summary>The batch with one record moved along a direction through all its inputs.</summary>
    private static RecordBatch Moved(RecordBatch batch, int record, float[] direction, double step)
    {
        var first = 0;
        var blocks = new List<FeatureBlock>();
        foreach (var block in batch.Features)
        {
            var values = (Array)block.Values.Clone();
            for (var i = 0; i < block.Width; i++)
            {
                var at = (record * block.Width) + i;
                var moved = Convert.ToDouble(values.GetValue(at), System.Globalization.CultureInfo.InvariantCulture) + (step * direction[first + i]);
                values.SetValue(values is double[]? moved : (object)(float)moved, at);
            }

            first += block.Width;
            blocks.Add(block with { Values = values });
        }

        return batch with { Features = blocks };
    }

    private static double[] Losses(Predictions predictions, int[] classes) =>
    [
        .. classes.Select((label, i) =>
        {
            ReadOnlySpan<double> row = predictions.Scores.AsSpan(i * predictions.ClassCount, predictions.ClassCount);
            return predictions.Kind == ScoreKind.Probabilities ? -Math.Log(row[label]) : Loss(row, label);
        }),
    ];

    private static double Loss(ReadOnlySpan<double> scores, int label)
    {
        var most = double.NegativeInfinity;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        double sum = 0;
        foreach (var score in scores)
        {
            sum += Math.Exp(score - most);
        }

        return most + Math.Log(sum) - scores[label];
    }
}
