using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;
using Xunit.Abstractions;

namespace PrivacyGate.Onnx.Tests.Training.Trees;

/// <summary>Regression trees, held against those of scikit-learn 1.2.1 and ML.NET 5.0.1 on the same records.</summary>
public class ValueTreeTests(ITestOutputHelper output)
{
    [Fact]
    public void The_records_are_those_that_scikit_learn_saw() =>
        Assert.Equal(RegressionFixture.Golden.GetProperty("checksum").GetDouble(), ((ValueTargets)RegressionFixture.Members.Targets).Values.Sum(static value => (double)value), 1e-3);

    [Theory]
    [InlineData("forest", 1)]
    [InlineData("forest-leaf10", 10)]
    public void Bagged_trees_leave_as_much_unexplained_as_those_of_scikit_learn(string name, int leaf)
    {
        var golden = RegressionFixture.Golden.GetProperty(name);
        var (members, strangers) = (RegressionFixture.Members, RegressionFixture.Strangers);
        FeatureTable Table(RecordBatch records) => FeatureTable.Of(new NumberRows((float[])records.Features[0].Values, records.Count, Friedman.Width), FeatureTable.Exact, CancellationToken.None);
        var (own, others) = (Table(members), Table(strangers));
        var grown = Enumerable.Range(0, 10).Select(seed => ForestGrower.Grow(own, new VarianceScan((ValueTargets)members.Targets), new ForestRecipe(15, true, false, Friedman.Width, leaf, 100), (ulong)seed, CancellationToken.None)).ToArray();
        var ownLoss = grown.Average(trees => ValueForestGrowth.Loss(trees, own, (ValueTargets)members.Targets));
        var strangersLoss = grown.Average(trees => ValueForestGrowth.Loss(trees, others, (ValueTargets)strangers.Targets));
        output.WriteLine(FormattableString.Invariant($"{name}: own {ownLoss:0.####} ({golden.GetProperty("own").GetDouble():0.####}), strangers {strangersLoss:0.####} ({golden.GetProperty("strangers").GetDouble():0.####})"));

        // Four standard errors of the difference of two means, of 10 and 20 forests; both deviate alike.
        Assert.Equal(golden.GetProperty("own").GetDouble(), ownLoss, 4 * Math.Sqrt((1.0 / 10) + (1.0 / 20)) * golden.GetProperty("ownDeviation").GetDouble());
        Assert.Equal(golden.GetProperty("strangers").GetDouble(), strangersLoss, 4 * Math.Sqrt((1.0 / 10) + (1.0 / 20)) * golden.GetProperty("strangersDeviation").GetDouble());
    }

    [Theory]
    [InlineData("forest", TrainerKinds.Forest, "bootstrap")]
    [InlineData("forest-leaf10", TrainerKinds.Forest, "bootstrap")]
    [InlineData("boosting", TrainerKinds.Boosting, "60 rounds")]
    public void A_shadow_of_a_scikit_learn_model_is_of_its_kind_and_fits_as_it_does(string name, string kind, string said)
    {
        var (members, strangers, target) = (RegressionFixture.Members, RegressionFixture.Strangers, RegressionFixture.Inspect(name));
        var wanted = RegressionFixture.Loss(target, members);
        using var trainer = Trainer(target, members, wanted);
        using var shadow = trainer.Train(members, 1, CancellationToken.None);
        var (own, other) = (RegressionFixture.Loss(shadow.Classifier, members), RegressionFixture.Loss(shadow.Classifier, strangers));
        var theirs = RegressionFixture.Loss(target, strangers);
        output.WriteLine(FormattableString.Invariant($"{name}: {trainer.Description.Text}: own {own:0.####} ({wanted:0.####}), strangers {other:0.####} ({theirs:0.####})"));
        Assert.Equal(kind, trainer.Description.Kind);
        Assert.Contains(said, trainer.Description.Text, StringComparison.Ordinal);
        Assert.Equal(own, shadow.Summary.MeanLoss, 1e-4);
        Assert.True(shadow.Summary.Matched);
        Assert.Equal(theirs, other, .03);
    }

    [Fact]
    public void The_learning_rate_of_boosting_on_the_squared_error_is_read_from_the_first_leaves()
    {
        var members = RegressionFixture.Members;
        using var trainer = Trainer(RegressionFixture.Inspect("boosting"), members, null);
        Assert.Contains("learning rate 0.1,", trainer.Description.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("start at 0", trainer.Description.Text, StringComparison.Ordinal);
        using var shadow = trainer.Train(members, 1, CancellationToken.None);
        Assert.Equal(RegressionFixture.Golden.GetProperty("boosting").GetProperty("own").GetDouble(), shadow.Summary.MeanLoss, .006);
    }

    [Theory]
    [InlineData("regression-fasttree", TrainerKinds.Boosting)]
    [InlineData("regression-lightgbm", TrainerKinds.Boosting)]
    [InlineData("regression-tweedie", TrainerKinds.Boosting)]
    [InlineData("regression-fastforest", TrainerKinds.Forest)]
    [InlineData("regression-sdca", TrainerKinds.Linear)]
    [InlineData("regression-poisson", TrainerKinds.Surrogate)]
    public void A_shadow_of_an_MLNet_regression_answers_strangers_as_MLNet_does(string name, string kind)
    {
        var target = MlNetTable.Inspect(name, ModelTask.Regression);
        var records = MlNetTable.Values(target, "wine", "Proline");
        var half = records.Count / 2;
        var (members, strangers) = (records.Pick([.. Enumerable.Range(0, half)]), records.Pick([.. Enumerable.Range(half, half)]));
        var wanted = RegressionFixture.Loss(target, members);
        using var trainer = Trainer(target, members, wanted);
        using var shadow = trainer.Train(members, 1, CancellationToken.None);
        using var theirs = OnnxClassifier.Open(target);
        var alike = Correlation(shadow.Classifier.Predict(strangers, CancellationToken.None).Scores, theirs.Predict(strangers, CancellationToken.None).Scores);
        output.WriteLine(FormattableString.Invariant(
            $"{name}: {trainer.Description.Text}: own {shadow.Summary.MeanLoss:0.####} ({wanted:0.####}) matched {shadow.Summary.Matched}, strangers {RegressionFixture.Loss(shadow.Classifier, strangers):0.####} ({RegressionFixture.Loss(theirs, strangers):0.####}), correlation {alike:0.###}"));
        Assert.Equal(kind, trainer.Description.Kind);
        Assert.Equal(RegressionFixture.Loss(shadow.Classifier, members), shadow.Summary.MeanLoss, 1e-4);
        Assert.InRange(alike, .8, 1);
    }

    [Fact]
    public void Targets_that_do_not_vary_are_grown_to_single_leaves()
    {
        var members = RegressionFixture.Members;
        members = members with { Targets = new ValueTargets(ModelTask.Regression, 1, [.. Enumerable.Repeat(7f, members.Count)]) };
        foreach (var name in new[] { "forest", "boosting" })
        {
            using var trainer = Trainer(RegressionFixture.Inspect(name), members, null);
            using var shadow = trainer.Train(members, 1, CancellationToken.None);
            Assert.All(shadow.Classifier.Predict(members, CancellationToken.None).Scores, static value => Assert.Equal(7, value, 1e-3));
        }
    }

    private static ITrainer Trainer(Onnx.Inspection.ModelInspection target, RecordBatch records, double? wanted)
    {
        using var networks = new NetworkFitter();
        return ShadowTrainers.For(new ShadowTrainerRequest(target, records, records.Count, wanted, new TrainingRecipe(), networks), CancellationToken.None);
    }

    private static double Correlation(double[] one, double[] other)
    {
        var (mean, otherMean) = (one.Average(), other.Average());
        double Product(double[] left, double of, double[] right, double and) => left.Zip(right).Sum(pair => (pair.First - of) * (pair.Second - and));
        return Product(one, mean, other, otherMean) / Math.Sqrt(Product(one, mean, one, mean) * Product(other, otherMean, other, otherMean));
    }
}
