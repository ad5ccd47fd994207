using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training.Trees;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training.Trees;

public class TreeTrainerTests(ITestOutputHelper output)
{
    /// <summary>Mean losses of the targets on their members, as make_tree_fixtures.py prints them.</summary>
    private const double ForestLoss = .1727;
    private const double ColumnsLoss = .0277;

    [Fact]
    public void Shadows_of_a_scikit_learn_forest_are_forests_and_make_a_stronger_attack_than_the_loss()
    {
        ModelInspection target = Inspect("tree_forest");
        using TreeTrainer trainer = Trainer(target, TrainingRecords.Whole, ForestLoss);
        Assert.Equal(TrainerKinds.Forest, trainer.Description.Kind);
        ShadowTrial.Outcome outcome = Run(target, TrainingRecords.Whole, trainer);
        Assert.True(outcome.LiraAuc > outcome.LossAuc, outcome.ToString());
        Assert.Equal(16, outcome.Matched);
    }

    [Fact]
    public void Shadows_of_a_model_of_single_columns_are_boosted_in_its_own_graph_and_make_a_stronger_attack_than_the_loss()
    {
        ModelInspection target = Inspect("tree_columns");
        using TreeTrainer trainer = Trainer(target, TrainingRecords.ByColumn, ColumnsLoss);
        Assert.Equal(TrainerKinds.Boosting, trainer.Description.Kind);
        ShadowTrial.Outcome outcome = Run(target, TrainingRecords.ByColumn, trainer);
        Assert.True(outcome.LiraAuc > outcome.LossAuc, outcome.ToString());
        Assert.Equal(16, outcome.Matched);
    }

    private ShadowTrial.Outcome Run(ModelInspection target, RecordBatch pool, TreeTrainer trainer)
    {
        using OnnxClassifier classifier = OnnxClassifier.Open(target);
        ShadowTrial.Outcome outcome = ShadowTrial.Run(classifier, pool, trainer);
        output.WriteLine($"{trainer.Description.Text}; {outcome}");
        return outcome;
    }

    private static TreeTrainer Trainer(ModelInspection target, RecordBatch pool, double wantedLoss) =>
        TreeTrainer.For(target, pool.Pick([.. Enumerable.Range(0, pool.Count).Where(static row => row % 2 == 0)]), wantedLoss, CancellationToken.None)!;

    private static ModelInspection Inspect(string fixture) => ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
}
