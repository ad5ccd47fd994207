using PrivacyGate.Models;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Training.Surrogate;

/// <summary>Networks that stand in for models of values, labels and reconstructions that cannot be trained.</summary>
public sealed class ValueSurrogateTests : IDisposable
{
    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    [Theory]
    [InlineData(ModelTask.Regression, 2, ScoreKind.Values)]
    [InlineData(ModelTask.MultiLabel, 3, ScoreKind.LabelLogits)]
    [InlineData(ModelTask.Reconstruction, 4, ScoreKind.Values)]
    public void A_surrogate_says_what_it_stands_in_for_and_learns_the_targets(ModelTask task, int width, ScoreKind kind)
    {
        graph.Linear("z", Make.Matrix(4, width), width).Add("Round", ["z"], ["y"]).Output("y");
        var target = graph.Inspect(new ModelOverrides { Task = task });
        var rows = Make.Rows(200);
        float[] values = [.. rows.SelectMany(row => Enumerable.Range(0, width).Select(column => task == ModelTask.MultiLabel ? (row[column] > 0 ? 1f : 0) : row[column] * 300))];
        Targets targets = task == ModelTask.Reconstruction ? new NoTargets(task, 200) : new ValueTargets(task, width, values);
        var records = new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [4], rows.SelectMany(static row => row).ToArray())], targets, [.. Enumerable.Range(1, 200).Select(static i => (UInt128)i)], null, []);
        using var trainer = ShadowTrainers.For(new ShadowTrainerRequest(target, records, 200, .1, new TrainingRecipe(), null!), CancellationToken.None);
        Assert.Equal(TrainerKinds.Surrogate, trainer.Description.Kind);
        Assert.Contains($"4-128-{width} network", trainer.Description.Text, StringComparison.Ordinal);
        Assert.Contains("a surrogate network stands in for it", trainer.Description.Text, StringComparison.Ordinal);
        using var shadow = trainer.Train(records, 1, CancellationToken.None);
        Assert.True(shadow.Summary.Matched, $"{shadow.Summary}");
        var answers = shadow.Classifier.Predict(records, CancellationToken.None);
        Assert.Equal((kind, 200, width), (answers.Kind, answers.Count, answers.ClassCount));
    }

    [Fact]
    public void A_score_has_no_loss_to_train_by()
    {
        graph.Linear("y", Make.Matrix(4, 1), 1).Output("y");
        var target = graph.Inspect(new ModelOverrides { Task = ModelTask.Score });
        Assert.False(ShadowTrainers.HasLoss(target.Task));
        var records = Friedman.Records(10, 1) with { Targets = new NoTargets(ModelTask.Score, 10) };
        Assert.Throws<ArgumentException>(() => ShadowTrainers.For(new ShadowTrainerRequest(target, records, 10, null, new TrainingRecipe(), null!), CancellationToken.None));
    }
}
