using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Shadows of a model that was trained on from another one.</summary>
public class FineTunedTests
{
    private static readonly OnnxFile Target = OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "oracles", "mlp_relu.onnx"));
    private static readonly TrainingRecipe Short = new() { Epochs = 3, BatchSize = 32, LearningRate = .01 };

    [Fact]
    public void Frozen_weights_keep_the_targets_values_and_the_others_are_trained()
    {
        var all = Build(new GradientOptions()).Parameters;
        var frozen = all[0].Name;
        var graph = Build(new GradientOptions { Frozen = new HashSet<string> { frozen } });
        Assert.Equal(all.Skip(1).Select(static parameter => parameter.Name), graph.Parameters.Select(static parameter => parameter.Name));
        var kept = graph.Serving.Graph.Initializer.Single(tensor => tensor.Name == frozen);
        Assert.Equal(all[0].Trained, TensorValues.Reals(kept)!.Select(static value => (float)value));
        var records = Trained.Clouds(150, 1, 10);
        using var trainer = new NetworkTrainer(ModelInspection.Of(Target), graph, Short with { Epochs = 60 });
        using var model = trainer.Train(records, 1, CancellationToken.None);
        Assert.InRange(model.Summary.MeanLoss, 0, .3);
    }

    [Fact]
    public void A_shadow_starts_with_the_values_of_the_base_model()
    {
        var records = Trained.Clouds(150, 1, 10);
        using var target = OnnxClassifier.Open(ModelInspection.Of(Target));
        using var still = new NetworkTrainer(ModelInspection.Of(Target), Build(new GradientOptions { StartingValues = Target }), Short with { LearningRate = 1e-30 });
        using var model = still.Train(records, 1, CancellationToken.None);
        Assert.All(
            target.Predict(records, CancellationToken.None).Scores.Zip(model.Classifier.Predict(records, CancellationToken.None).Scores), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("4 of them starting from the base model", still.Description.Text, StringComparison.Ordinal);
        using var drawn = new NetworkTrainer(ModelInspection.Of(Target), Build(new GradientOptions()), Short with { LearningRate = 1e-30 });
        Assert.NotEqual(drawn.Description.Fingerprint, still.Description.Fingerprint);
    }

    [Fact]
    public void What_is_no_weight_cannot_be_frozen()
    {
        Assert.False(TrainingGraphBuilder.TryBuild(ModelInspection.Of(Target), new GradientOptions { Frozen = new HashSet<string> { "nothing" } }, out _, out var refusal));
        Assert.Contains("'nothing'", refusal.Message, StringComparison.Ordinal);
    }

    private static TrainingGraph Build(GradientOptions options)
    {
        Assert.True(TrainingGraphBuilder.TryBuild(ModelInspection.Of(Target), options, out var graph, out var refusal), refusal?.Message);
        return graph;
    }
}
