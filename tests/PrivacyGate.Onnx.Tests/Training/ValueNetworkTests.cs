using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Networks of values, labels and reconstructions learn known functions, whatever the unit.</summary>
public sealed class ValueNetworkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void A_network_learns_a_known_function_in_any_unit(double unit)
    {
        var records = Friedman.Records(500, 1, unit);
        var strangers = Friedman.Records(1000, 2, unit);
        using var trainer = Trainer(ModelTask.Regression, 1, new TrainingRecipe { Epochs = 400, BatchSize = 32, LearningRate = 1e-2 });
        using var model = trainer.Train(records, 1, CancellationToken.None);
        Assert.Equal(ScoreKind.Values, model.Classifier.ScoreKind);

        // The noise alone is a share of about .04; a straight line leaves .27.
        Assert.InRange(model.Summary.MeanLoss, 0, .07);
        Assert.Equal(model.Summary.MeanLoss, Loss(model, records), 1e-9);
        Assert.InRange(Loss(model, strangers), .04, .2);
        Assert.Contains("squared error", trainer.Description.Text, StringComparison.Ordinal);
        Assert.Contains("units of their deviation", trainer.Description.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(.3)]
    [InlineData(.08)]
    public void Training_stops_at_the_share_of_unexplained_variance_that_is_wanted(double wanted)
    {
        var records = Friedman.Records(500, 1, 1000);
        using var trainer = Trainer(ModelTask.Regression, 1, new TrainingRecipe { BatchSize = 32, LearningRate = 5e-3 }, wanted);
        using var model = trainer.Train(records, 3, CancellationToken.None);
        Assert.True(model.Summary.Matched);
        Assert.InRange(model.Summary.MeanLoss, wanted * .6, wanted * 1.02);
        Assert.Equal(wanted, model.Summary.WantedLoss);
    }

    [Fact]
    public void The_same_seed_makes_the_same_shadow_and_another_seed_another()
    {
        var records = Friedman.Records(200, 1);
        using var trainer = Trainer(ModelTask.Regression, 1, new TrainingRecipe { Epochs = 3 });
        double[] Answers(ulong seed)
        {
            using var model = trainer.Train(records, seed, CancellationToken.None);
            return model.Classifier.Predict(records, CancellationToken.None).Scores;
        }

        Assert.Equal(Answers(5), Answers(5));
        Assert.NotEqual(Answers(5), Answers(6));
    }

    [Fact]
    public void A_network_learns_labels_that_follow_from_the_features()
    {
        var records = Friedman.Records(600, 1);
        var features = (float[])records.Features[0].Values;
        float[] labels = [.. Enumerable.Range(0, records.Count * 3).Select(i => features[(i / 3 * Friedman.Width) + (i % 3)] + features[(i / 3 * Friedman.Width) + 3] > 1 ? 1f : 0)];
        records = records with { Targets = new ValueTargets(ModelTask.MultiLabel, 3, labels) };
        using var trainer = Trainer(ModelTask.MultiLabel, 3, new TrainingRecipe { Epochs = 100, BatchSize = 32, LearningRate = 5e-3 });
        using var model = trainer.Train(records, 1, CancellationToken.None);
        var scores = model.Classifier.Predict(records, CancellationToken.None).Scores;
        Assert.Equal(ScoreKind.LabelLogits, model.Classifier.ScoreKind);
        Assert.InRange(scores.Zip(labels).Average(static pair => (pair.First > 0) == (pair.Second == 1) ? 1.0 : 0), .98, 1);
        var loss = scores.Zip(labels).Sum(static pair => Math.Log(1 + Math.Exp(pair.Second == 1 ? -pair.First : pair.First))) / records.Count;
        Assert.Equal(loss, model.Summary.MeanLoss, 1e-9);
    }

    [Fact]
    public void An_autoencoder_learns_its_own_input()
    {
        var records = Friedman.Records(400, 1) with { Targets = new NoTargets(ModelTask.Reconstruction, 400) };
        using var trainer = Trainer(ModelTask.Reconstruction, Friedman.Width, new TrainingRecipe { Epochs = 100, BatchSize = 32, LearningRate = 5e-3 });
        using var model = trainer.Train(records, 1, CancellationToken.None);
        Assert.InRange(model.Summary.MeanLoss, 0, .1);
        Assert.Equal(400 * Friedman.Width, model.Classifier.Predict(records, CancellationToken.None).Scores.Length);
    }

    [Fact]
    public void Targets_of_another_task_are_no_targets()
    {
        using var trainer = Trainer(ModelTask.Regression, 1, new TrainingRecipe { Epochs = 1 });
        Assert.Throws<ArgumentException>(() => trainer.Train(Friedman.Records(10, 1) with { Targets = new ClassTargets(new int[10]) }, 1, CancellationToken.None));
    }

    private static double Loss(TrainedModel model, RecordBatch records) =>
        UnexplainedVariance.Of(model.Classifier.Predict(records, CancellationToken.None).Scores, (ValueTargets)records.Targets);

    private NetworkTrainer Trainer(ModelTask task, int width, TrainingRecipe recipe, double? wanted = null)
    {
        var inspection = ModelInspection.Of(OnnxFile.Read(folder.Write("network.onnx", Network(task, width).ToByteArray())), new ModelOverrides { Task = task });
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        return new NetworkTrainer(inspection, graph!, recipe, wanted);
    }

    /// <summary>Ten features, 32 hidden units with tanh, and as many numbers as asked for; of labels their sigmoids.</summary>
    private static ModelProto Network(ModelTask task, int width)
    {
        TensorProto Named(string name, int rows, int columns)
        {
            var tensor = Tensors.Of(Support.Graphs.Matrix(rows, columns), rows, columns);
            tensor.Name = name;
            return tensor;
        }

        TensorProto Bias(string name, int count)
        {
            var tensor = Tensors.Of(new float[count], count);
            tensor.Name = name;
            return tensor;
        }

        List<NodeProto> nodes =
        [
            SmallModels.Node("Gemm", ["x", "w1", "b1"], "h"),
            SmallModels.Node("Tanh", ["h"], "a"),
            SmallModels.Node("Gemm", ["a", "w2", "b2"], "z"),
        ];
        if (task == ModelTask.MultiLabel)
        {
            nodes.Add(SmallModels.Node("Sigmoid", ["z"], "p"));
        }

        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 17 } },
            Graph = new GraphProto
            {
                Name = "g",
                Node = { nodes },
                Initializer = { Named("w1", Friedman.Width, 32), Bias("b1", 32), Named("w2", 32, width), Bias("b2", width) },
                Input = { ValueInfo.Tensor("x", ElementType.Float, [-1, Friedman.Width]) },
                Output = { ValueInfo.Tensor(task == ModelTask.MultiLabel ? "p" : "z", ElementType.Float, [-1, width]) },
            },
        };
    }
}
