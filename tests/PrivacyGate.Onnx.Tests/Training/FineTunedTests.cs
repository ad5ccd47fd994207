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
    private static readonly OnnxFile Target = Oracle("mlp_relu");
    private static readonly TrainingRecipe Short = new() { Epochs = 3, BatchSize = 32, LearningRate = .01 };

    [Fact]
    public void Frozen_weights_keep_the_targets_values_and_the_others_are_trained()
    {
        var all = Build(new GradientOptions()).Parameters;
        var frozen = all[0].Name;
        var graph = Build(Frozen(frozen));
        Assert.Equal(1, graph.FrozenWeights);
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
        var moved = Moved(Target);
        using var target = OnnxClassifier.Open(ModelInspection.Of(moved));
        using var still = new NetworkTrainer(ModelInspection.Of(Target), Build(From(moved)), Short with { LearningRate = 1e-30 });
        using var model = still.Train(records, 1, CancellationToken.None);
        Assert.All(
            target.Predict(records, CancellationToken.None).Scores.Zip(model.Classifier.Predict(records, CancellationToken.None).Scores), static pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("4 of them starting from the base model", still.Description.Text, StringComparison.Ordinal);
        using var drawn = new NetworkTrainer(ModelInspection.Of(Target), Build(new GradientOptions()), Short with { LearningRate = 1e-30 });
        Assert.NotEqual(drawn.Description.Fingerprint, still.Description.Fingerprint);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("nothing*")]
    public void A_name_that_is_no_tensor_is_told(string name)
    {
        var problem = Assert.Throws<InputException>(() => Build(Frozen(name)));
        Assert.Equal(DiagnosticIds.BaseDoesNotFit, problem.Diagnostic.Id);
        Assert.Contains($"'{name}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_itself_is_no_base_and_a_star_freezes_all_of_a_name()
    {
        Assert.Contains("nothing was trained", Assert.Throws<InputException>(() => Build(From(Target))).Message, StringComparison.Ordinal);
        Assert.Contains("every weight", Assert.Throws<InputException>(() => Build(Frozen("*"))).Message, StringComparison.Ordinal);
        Assert.Contains("no weight of shadows.base", Assert.Throws<InputException>(() => Build(From(Oracle("gru")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_seed_is_no_base()
    {
        var random = new Random(3);
        var other = Changed(Target, (_, value) => (float)(random.NextDouble() - .5));
        Assert.Contains("as far from those of the model", Assert.Throws<InputException>(() => Build(From(other))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_that_is_equal_in_the_base_is_frozen()
    {
        var names = Build(new GradientOptions()).Parameters.Select(static parameter => parameter.Name).ToArray();
        var graph = Build(From(Moved(Target, names[0], names[1])));
        Assert.Equal(names[2..], graph.Parameters.Select(static parameter => parameter.Name));
        Assert.Equal(2, graph.FrozenWeights);
    }

    [Fact]
    public void Weights_with_other_names_are_found_by_place_and_shape()
    {
        var byName = Build(From(Moved(Target)));
        var byPlace = Build(From(Renamed(Moved(Target))));
        Assert.All(byName.Parameters, static parameter => Assert.NotNull(parameter.Start));
        Assert.Equal(byName.Parameters.Select(static parameter => parameter.Start), byPlace.Parameters.Select(static parameter => parameter.Start));
    }

    [Fact]
    public void A_head_for_other_classes_is_drawn_from_the_seed()
    {
        var names = Build(new GradientOptions()).Parameters.Select(static parameter => parameter.Name).ToArray();
        var graph = Build(From(WithoutHead(Moved(Target), names[^1], names[^2])));
        Assert.Equal([true, true, false, false], graph.Parameters.Select(static parameter => parameter.Start is not null));
    }

    [Fact]
    public void Running_statistics_start_as_in_the_base_and_stay_where_training_left_them()
    {
        var file = Oracle("resnet_bn_global");
        var live = Build(new GradientOptions(), file).Statistics;
        Assert.NotEmpty(live);
        var moved = Build(From(Moved(file)), file).Statistics;
        Assert.Equal(live.Select(static statistic => statistic.Name), moved.Select(static statistic => statistic.Name));
        Assert.All(moved, statistic => Assert.Equal(Reals(Moved(file), statistic.Name), statistic.Start));
        Assert.Equal(live.Skip(2).Select(static statistic => statistic.Name), Build(From(Moved(file, live[0].Name, live[1].Name)), file).Statistics.Select(static statistic => statistic.Name));
    }

    [Fact]
    public void A_model_in_half_precision_keeps_its_base_rounded()
    {
        var names = Build(new GradientOptions()).Parameters.Select(static parameter => parameter.Name).ToArray();
        var halved = Changed(Target, static (_, value) => (float)(Half)value);
        var before = Changed(Target, (name, value) => name == names[0] ? value : (value * 1.25f) + .01f);
        Assert.Equal(1, Build(From(before), halved).FrozenWeights);
    }

    private static OnnxFile Oracle(string name) => OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "oracles", name + ".onnx"));

    /// <summary>A model before training: every number is a quarter larger, but those of the tensors that training left alone.</summary>
    private static OnnxFile Moved(OnnxFile file, params string[] untouched) => Changed(file, (name, value) => untouched.Contains(name) ? value : (value * 1.25f) + .01f);

    private static OnnxFile Changed(OnnxFile file, Func<string, float, float> change)
    {
        var model = file.Model.Clone();
        foreach (var tensor in model.Graph.Initializer.Where(static tensor => tensor.DataType == ElementType.Float).ToArray())
        {
            var other = Tensors.Of([.. TensorValues.Reals(tensor)!.Select(value => change(tensor.Name, (float)value))], tensor.Dims);
            other.Name = tensor.Name;
            model.Graph.Initializer[model.Graph.Initializer.IndexOf(tensor)] = other;
        }

        return OnnxFile.Made("base.onnx", model);
    }

    private static OnnxFile Renamed(OnnxFile file)
    {
        var model = file.Model.Clone();
        foreach (var tensor in model.Graph.Initializer)
        {
            foreach (var node in model.Graph.Node)
            {
                for (var i = 0; i < node.Input.Count; i++)
                {
                    node.Input[i] = node.Input[i] == tensor.Name ? "onnx::" + tensor.Name : node.Input[i];
                }
            }

            tensor.Name = "onnx::" + tensor.Name;
        }

        return OnnxFile.Made("base.onnx", model);
    }

    private static OnnxFile WithoutHead(OnnxFile file, params string[] head)
    {
        var model = file.Model.Clone();
        foreach (var tensor in model.Graph.Initializer.Where(tensor => head.Contains(tensor.Name)).ToArray())
        {
            var wider = Tensors.Of(new float[7 * tensor.Dims.Aggregate(1L, static (product, axis) => product * axis)], [.. tensor.Dims.Select(static axis => axis), 7]);
            wider.Name = tensor.Name;
            model.Graph.Initializer[model.Graph.Initializer.IndexOf(tensor)] = wider;
        }

        return OnnxFile.Made("base.onnx", model);
    }

    private static float[] Reals(OnnxFile file, string name) =>
        [.. TensorValues.Reals(file.Model.Graph.Initializer.Single(tensor => tensor.Name == name))!.Select(static value => (float)value)];

    private static TrainingGraph Build(GradientOptions options, OnnxFile? file = null)
    {
        Assert.True(TrainingGraphBuilder.TryBuild(ModelInspection.Of(file ?? Target), options, out var graph, out var refusal), refusal?.Message);
        return graph;
    }

    private static GradientOptions Frozen(params string[] names) => new() { TrainedFrom = new TrainedFrom { Frozen = names } };

    private static GradientOptions From(OnnxFile file) => new() { TrainedFrom = new TrainedFrom { Base = file } };
}
