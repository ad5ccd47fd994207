using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

public class ShadowTrainersTests
{
    [Theory]
    [InlineData("trained/tree_forest", TrainerKinds.Forest)]
    [InlineData("trained/linear_lifted", TrainerKinds.Linear)]
    [InlineData("trained/svm_binary", TrainerKinds.Surrogate)]
    [InlineData("mlp_softmax", TrainerKinds.Network)]
    public void Every_model_gets_shadows_of_its_own_kind_where_that_can_be_done(string fixture, string kind)
    {
        var target = ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
        var input = target.Inputs.Single();
        var width = input.RecordShape.Single();
        var records = TrainingRecords.Whole with
        {
            Features = [new FeatureBlock(input.Name, ElementKind.Float32, [width], Enumerable.Range(0, TrainingRecords.Count * width).Select(i => TrainingRecords.Values[(i / width * TrainingRecords.Columns) + (i % width)]).ToArray())],
            Labels = [.. TrainingRecords.Labels.Select(label => label % target.Classes.Count)],
        };
        using var networks = new NetworkFitter();
        var request = new ShadowTrainerRequest(target, records, 100, null, new TrainingRecipe { Epochs = 2 }, networks);
        using var trainer = ShadowTrainers.For(request, CancellationToken.None);
        Assert.Equal(kind, trainer.Description.Kind);
        using var shadow = trainer.Train(records.Pick([.. Enumerable.Range(0, 100)]), 3, CancellationToken.None);
        Assert.Equal(records.Count, shadow.Classifier.Predict(records, CancellationToken.None).Count);
        Assert.True(shadow.Summary.Matched);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(250, 250)]
    [InlineData(10_000, 500)]
    public void The_pilot_is_spread_over_all_records(int size, int expected)
    {
        var target = ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath("trained/tree_forest")));
        using var networks = new NetworkFitter();
        var pilot = new ShadowTrainerRequest(target, TrainingRecords.Whole, size, null, new TrainingRecipe(), networks).Pilot();
        Assert.Equal(expected, pilot.Count);
        Assert.Equal(pilot.Keys.Distinct().Order(), pilot.Keys);
    }
}
