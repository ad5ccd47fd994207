using Google.Protobuf;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;
using PrivacyGate.Signals;
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
        var target = Inspect("trained/tree_forest");
        using var trainer = Trainer(target, TrainingRecords.Whole, ForestLoss);
        Assert.Equal(TrainerKinds.Forest, trainer.Description.Kind);
        var outcome = Run(target, TrainingRecords.Whole, trainer);
        Assert.True(outcome.LiraAuc > outcome.LossAuc, outcome.ToString());
        Assert.Equal(16, outcome.Matched);
    }

    [Fact]
    public void Shadows_of_a_model_of_single_columns_are_boosted_in_its_own_graph_and_make_a_stronger_attack_than_the_loss()
    {
        var target = Inspect("trained/tree_columns");
        using var trainer = Trainer(target, TrainingRecords.ByColumn, ColumnsLoss);
        Assert.Equal(TrainerKinds.Boosting, trainer.Description.Kind);
        var outcome = Run(target, TrainingRecords.ByColumn, trainer);
        Assert.True(outcome.LiraAuc > outcome.LossAuc, outcome.ToString());
        Assert.Equal(16, outcome.Matched);
    }

    [Fact]
    public void Extremely_random_trees_that_saw_all_records_are_told_from_a_forest_of_bootstraps()
    {
        var target = ModelInspection.Of(OnnxFile.Read(Repository.Path("samples", "LeakyClinic", "models", "tumour.onnx")));
        var pool = TrainingRecords.Clinic();
        using var trainer = Trainer(target, pool, .0039);
        Assert.Contains("128 trees, all records, random thresholds", trainer.Description.Text, StringComparison.Ordinal);
        Run(target, pool, trainer);
    }

    [Theory]
    [InlineData("trained/tree_forest")]
    [InlineData("trained/tree_columns")]
    public void The_emitted_graph_says_what_the_trees_say(string fixture)
    {
        var target = Inspect(fixture);
        var pool = fixture == "trained/tree_forest" ? TrainingRecords.Whole : TrainingRecords.ByColumn;
        using var trainer = Trainer(target, pool, .1);
        var records = pool.Pick(TrainingRecords.Others);
        using var shadow = trainer.Train(records, 5, CancellationToken.None);

        // The loss of the summary is the trees' own; that of the answers went through the graph.
        var confidence = ShadowTrial.Confidence(shadow.Classifier, records);
        Assert.Equal(shadow.Summary.MeanLoss, confidence.Average(SignalCalculator.Loss), 2e-5);
        Assert.Equal(target.Inputs, shadow.Classifier.Inputs, static (one, other) => one.Name == other.Name && one.Kind == other.Kind);
        Assert.Equal(target.Classes.Count, shadow.Classifier.Classes.Count);
    }

    [Fact]
    public void Bytes_depend_on_records_and_seed_and_on_nothing_else()
    {
        using var trainer = Trainer(Inspect("trained/tree_forest"), TrainingRecords.Whole, ForestLoss);
        var records = TrainingRecords.Whole.Pick(TrainingRecords.Members);
        byte[] Train(ulong seed) => trainer.TrainGraph(records, seed, CancellationToken.None).ToByteArray();
        var sideBySide = new byte[6][];
        Parallel.For(0, 6, i => sideBySide[i] = Train((ulong)(i % 3)));
        byte[][] inTurn = [Train(0), Train(1), Train(2)];
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(inTurn[i % 3], sideBySide[i]));
        Assert.NotEqual(inTurn[0], inTurn[1]);
        using var again = Trainer(Inspect("trained/tree_forest"), TrainingRecords.Whole, ForestLoss);
        Assert.Equal(trainer.Description, again.Description);
        Assert.Equal(inTurn[0], again.TrainGraph(records, 0, CancellationToken.None).ToByteArray());
    }

    [Theory]
    [InlineData("sklearn_forest", TrainerKinds.Forest)]
    [InlineData("sklearn_boosted_binary", TrainerKinds.Boosting)]
    [InlineData("sklearn_boosted_multi", TrainerKinds.Boosting)]
    public void The_kind_is_told_by_what_the_graph_makes_of_the_sums(string fixture, string kind)
    {
        var target = Inspect(fixture);
        var classes = target.Classes.Count;
        var pool = TrainingRecords.Whole;
        float[] four = [.. Enumerable.Range(0, pool.Count * 4).Select(i => TrainingRecords.Values[(i / 4 * TrainingRecords.Columns) + (i % 4)])];
        pool = pool with
        {
            Features = [new FeatureBlock("X", ElementKind.Float32, [4], four)],
            Labels = [.. pool.Labels.Select(label => label % classes)],
        };
        using var trainer = TreeTrainer.For(target, pool, null, 1, null, out _, CancellationToken.None)!;
        Assert.Equal(kind, trainer.Description.Kind);
        using var shadow = trainer.Train(pool, 1, CancellationToken.None);
        var confidence = ShadowTrial.Confidence(shadow.Classifier, pool);
        Assert.Equal(shadow.Summary.MeanLoss, confidence.Average(SignalCalculator.Loss), 1e-4);
    }

    [Theory]
    [InlineData("mlp_softmax")]
    [InlineData("sklearn_multinomial")]
    public void A_model_without_trees_is_none_of_this_trainers(string fixture) =>
        Assert.Null(TreeTrainer.For(Inspect(fixture), TrainingRecords.Whole, null, 1, null, out _, CancellationToken.None));

    [Fact]
    public void Cancellation_stops_inside_training()
    {
        using var trainer = Trainer(Inspect("trained/tree_forest"), TrainingRecords.Whole, ForestLoss);
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(TrainingRecords.Whole, 1, new CancellationToken(canceled: true)));
    }

    private ShadowTrial.Outcome Run(ModelInspection target, RecordBatch pool, TreeTrainer trainer)
    {
        using var classifier = OnnxClassifier.Open(target);
        var outcome = ShadowTrial.Run(classifier, pool, trainer);
        output.WriteLine($"{trainer.Description.Text}; {outcome}");
        return outcome;
    }

    private static TreeTrainer Trainer(ModelInspection target, RecordBatch pool, double wantedLoss) =>
        TreeTrainer.For(target, pool.Pick([.. Enumerable.Range(0, pool.Count).Where(static row => row % 2 == 0)]), wantedLoss, 1, null, out _, CancellationToken.None)!;

    private static ModelInspection Inspect(string fixture) => ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
}
