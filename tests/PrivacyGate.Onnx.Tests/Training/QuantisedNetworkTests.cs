using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Tests.Gradients;
using PrivacyGate.Samples;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training;

public class QuantisedNetworkTests(ITestOutputHelper output)
{
    private const int Count = 1200;
    private static readonly RecordBatch All = MemorizedNetwork.Records(Count, .4);
    private static readonly RecordBatch Members = All.Pick([.. Enumerable.Range(0, Count / 2)]);
    private static readonly ModelProto Plain = MemorizedNetwork.Train(Members, new TrainingRecipe { Epochs = 60, LearningRate = .004, BatchSize = 32 });

    [Theory]
    [InlineData(QuantisedForm.Pairs, 10)]
    [InlineData(QuantisedForm.Pairs, 13)]
    [InlineData(QuantisedForm.PairsWithoutZero, 13)]
    [InlineData(QuantisedForm.Columns, 13)]
    [InlineData(QuantisedForm.Columns, 21)]
    [InlineData(QuantisedForm.Rows, 17)]
    [InlineData(QuantisedForm.Blocks, 21)]
    [InlineData(QuantisedForm.Aware, 17)]
    [InlineData(QuantisedForm.Written, 13)]
    [InlineData(QuantisedForm.Halves, 13)]
    [InlineData(QuantisedForm.Integer, 13)]
    [InlineData(QuantisedForm.RuntimeGemm, 13)]
    [InlineData(QuantisedForm.Dynamic, 13)]
    public void Quantised_weights_are_read_as_weights(QuantisedForm form, int opset)
    {
        (var model, var numbers) = QuantisedNetwork.Of(Plain, form, Members, opset);
        var inspection = MemorizedNetwork.Inspect(model);
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var graph, out var refusal), refusal?.Message);
        Assert.Equal(4, graph.Parameters.Count);
        foreach ((var name, var expected) in numbers)
        {
            var found = Assert.Single(graph.Parameters, parameter => Alike(parameter.Trained, expected));
            output.WriteLine($"{name}: {found.Name}");
        }

        AssertAnswersAlike(inspection, graph);
    }

    [Theory]
    [InlineData(QuantisedForm.Columns, 13)]
    [InlineData(QuantisedForm.Integer, 13)]
    [InlineData(QuantisedForm.Dynamic, 13)]
    public void Shadows_are_of_the_models_own_kind_and_find_as_much_as_before_it_was_quantised(QuantisedForm form, int opset)
    {
        var inspection = MemorizedNetwork.Inspect(QuantisedNetwork.Of(Plain, form, Members, opset).Model);
        var plain = ScaleTrial.Run(MemorizedNetwork.Inspect(Plain), All);
        var own = ScaleTrial.Run(inspection, All);
        output.WriteLine($"float: {plain}\nquantised: {own}");
        Assert.Equal(TrainerKinds.Network, own.Summary.Kind);
        Assert.InRange(own.Summary.Matched, 14, 16);
        Assert.InRange(own.Auc["lira"], plain.Auc["lira"] - .01, 1);
    }

    /// <summary>The float network gives the quantised model's answers but for rounding.</summary>
    private static void AssertAnswersAlike(ModelInspection inspection, TrainingGraph graph)
    {
        var some = All.Pick([.. Enumerable.Range(0, 200)]);
        using var target = OnnxClassifier.Open(inspection);
        var expected = target.Predict(some, CancellationToken.None).Scores;
        using var run = new StepRun(graph);
        using var rows = StepRun.Rows((float[])some.Features[0].Values, [MemorizedNetwork.Width], 0, some.Count);
        var answered = run.Scores([rows]);
        var spread = expected.Max() - expected.Min();
        var largest = expected.Zip(answered, static (one, other) => Math.Abs(one - other)).Max();
        Assert.True(largest < .05 * spread, $"answers differ by {largest} of {spread}");
    }

    private static bool Alike(float[] found, float[] expected) =>
        found.Length == expected.Length && found.Zip(expected).All(static pair => Math.Abs(pair.First - pair.Second) <= 1e-6f * Math.Max(1e-3f, Math.Abs(pair.Second)));
}
