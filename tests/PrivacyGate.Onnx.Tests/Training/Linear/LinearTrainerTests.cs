using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Tests.Support;
using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Samples;
using PrivacyGate.Signals;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training.Linear;

public class LinearTrainerTests(ITestOutputHelper output)
{
    /// <summary>Mean loss of the target on its members, as make_tree_fixtures.py prints it.</summary>
    private const double LiftedLoss = .4042;

    [Fact]
    public void Shadows_of_a_linear_classifier_keep_its_graph_and_make_a_stronger_attack_than_the_loss()
    {
        var target = Inspect("trained/linear_lifted");
        var pool = TrainingRecords.Whole;
        using var trainer = LinearTrainer.For(target, pool.Pick([.. Enumerable.Range(0, pool.Count).Where(static row => row % 2 == 0)]), LiftedLoss, CancellationToken.None)!;
        Assert.Equal(TrainerKinds.Linear, trainer.Description.Kind);
        using var classifier = OnnxClassifier.Open(target);
        var outcome = ShadowTrial.Run(classifier, pool, trainer);
        output.WriteLine($"{trainer.Description.Text}; {outcome}");
        Assert.True(outcome.LiraAuc > outcome.LossAuc, outcome.ToString());
        Assert.Equal(16, outcome.Matched);
    }

    [Theory]
    [InlineData("sklearn_binary", 2)]
    [InlineData("sklearn_multinomial", 3)]
    [InlineData("sklearn_ovr", 3)]
    public void The_graph_says_what_the_weights_say(string fixture, int classes)
    {
        var pool = TrainingRecords.Whole;
        float[] four = [.. Enumerable.Range(0, pool.Count * 4).Select(i => TrainingRecords.Values[(i / 4 * TrainingRecords.Columns) + (i % 4)])];
        pool = pool with { Features = [new FeatureBlock("X", ElementKind.Float32, [4], four)], Labels = [.. pool.Labels.Select(label => label % classes)] };
        using var trainer = LinearTrainer.For(Inspect(fixture), pool, null, CancellationToken.None)!;
        using var shadow = trainer.Train(pool, 1, CancellationToken.None);
        Assert.Equal(shadow.Summary.MeanLoss, ShadowTrial.Confidence(shadow.Classifier, pool).Average(SignalCalculator.Loss), 1e-4);
    }

    [Fact]
    public void A_regressor_with_a_calibrator_behind_it_is_fitted_through_it()
    {
        var pool = TrainingRecords.ByColumn;
        pool = pool with { Features = [pool.Features[0] with { Input = "Age" }, pool.Features[1] with { Input = "Weight" }] };
        using var trainer = LinearTrainer.For(Inspect("mlnet_binary"), pool, null, CancellationToken.None)!;
        using var shadow = trainer.Train(pool, 1, CancellationToken.None);
        Assert.Equal(shadow.Summary.MeanLoss, ShadowTrial.Confidence(shadow.Classifier, pool).Average(SignalCalculator.Loss), 1e-4);
    }

    // Four records x = -2, -1, 1, 2 with classes 0, 0, 1, 1: by symmetry the intercept is 0, and the coefficient solves
    // penalty w = mean of |x| / (1 + exp(w |x|)); for w = 1 that is (1/(1+e) + 2/(1+e^2)) / 2.
    [Fact]
    public void The_minimum_is_where_the_slope_is_none()
    {
        var objective = new LogisticObjective(new NumberRows([-2, -1, 1, 2], 4, 1), [0, 0, 1, 1], new LinkLoss(1, false))
        {
            Penalty = ((1 / (1 + Math.E)) + (2 / (1 + Math.Exp(2)))) / 2,
        };
        var point = LimitedMemoryDescent.Minimise([3, -2], objective.At, 100, CancellationToken.None);
        Assert.Equal(1, point[0], 1e-5);
        Assert.Equal(0, point[1], 1e-5);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Slopes_are_differences_of_values(int columns, bool oneVersusRest)
    {
        var rows = new NumberRows(TrainingRecords.Values[..(40 * TrainingRecords.Columns)], 40, TrainingRecords.Columns);
        int[] labels = [.. TrainingRecords.Labels.Take(40).Select(label => columns == 1 ? label % 2 : label)];
        var objective = new LogisticObjective(rows, labels, new LinkLoss(columns, oneVersusRest)) { Penalty = .3 };
        var random = new Random(5);
        double[] point = [.. Enumerable.Range(0, objective.Parameters).Select(_ => random.NextDouble() - .5)];
        var slopes = new double[point.Length];
        objective.At(point, slopes);
        for (var i = 0; i < point.Length; i++)
        {
            double Moved(double by)
            {
                double[] moved = [.. point];
                moved[i] += by;
                return objective.At(moved, new double[point.Length]);
            }

            Assert.Equal((Moved(1e-5) - Moved(-1e-5)) / 2e-5, slopes[i], 1e-6);
        }
    }

    // scikit-learn 1.2.1: LogisticRegression(C=.1) on the lifted, standardised members has a mean loss of .4042 on them
    // (make_tree_fixtures.py). Its penalty is 1 / (C n) = .04 a record.
    [Fact]
    public void The_loss_under_a_given_penalty_is_that_of_scikit_learn()
    {
        var target = Inspect("trained/linear_lifted");
        var members = TrainingRecords.Whole.Pick(TrainingRecords.Members);
        using var input = NodeInput.Open(target, target.File.Model.Graph.Node.Single(LinearWeights.IsOne).Input[0]);
        var objective = new LogisticObjective(input.Read(members, CancellationToken.None), members.Labels, new LinkLoss(3, false)) { Penalty = .04 };
        LimitedMemoryDescent.Minimise(new double[objective.Parameters], objective.At, 1000, CancellationToken.None);
        Assert.Equal(LiftedLoss, objective.MeanLoss, 1e-3);
    }

    [Theory]
    [InlineData("mlp_softmax")]
    [InlineData("trained/tree_forest")]
    public void A_model_without_such_a_node_is_none_of_this_trainers(string fixture) =>
        Assert.Null(LinearTrainer.For(Inspect(fixture), TrainingRecords.Whole, null, CancellationToken.None));

    private static ModelInspection Inspect(string fixture) => ModelInspection.Of(OnnxFile.Read(Fixture.ModelPath(fixture)));
}
