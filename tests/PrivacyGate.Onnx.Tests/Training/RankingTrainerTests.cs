using PrivacyGate.Models;
using PrivacyGate.Onnx.Gradients;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Onnx.Training.Surrogate;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;
using PrivacyGate.Signals;
using Make = PrivacyGate.Onnx.Tests.Support.Graphs;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Shadows of rankings: gradients by differences, and that queries are learned.</summary>
public sealed class RankingTrainerTests : IDisposable
{
    private readonly Make graph = new();

    public void Dispose() => graph.Dispose();

    /// <summary>Queries of 6 documents of 4 numbers whose relevance is that of the first two.</summary>
    private static RecordBatch Documents(int queries, int seed)
    {
        var random = new Random(seed);
        var count = 6 * queries;
        float[] features = [.. Enumerable.Range(0, 4 * count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        return new RecordBatch(
            [new FeatureBlock("x", ElementKind.Float32, [4], features)],
            new ValueTargets(ModelTask.Ranking, 1, [.. Enumerable.Range(0, count).Select(row => (float)Math.Clamp((int)(2 + (2 * (features[4 * row] - features[(4 * row) + 1]))), 0, 4))])
            {
                Groups = [.. Enumerable.Range(0, count).Select(static row => (UInt128)(row / 6))],
            },
            [.. Enumerable.Range(0, count).Select(static row => (UInt128)row)],
            null,
            []);
    }

    private static double LossOf(IClassifier model, RecordBatch records) => QueryGroups.Of((ValueTargets)records.Targets).MeanLoss(model.Predict(records, CancellationToken.None).Scores);

    [Fact]
    public void Derivatives_are_those_of_the_sum_over_pairs()
    {
        var targets = new ValueTargets(ModelTask.Ranking, 1, [2, 0, 1, 1, 0]) { Groups = [1, 1, 1, 2, 2] };
        double[] scores = [.3, -.2, .7, 1, 2];
        double Sum(double[] at) => new (int Better, int Other)[] { (0, 1), (0, 2), (2, 1), (3, 4) }.Sum(pair => Math.Log(1 + Math.Exp(at[pair.Other] - at[pair.Better])));
        var (gradients, curvatures) = (new double[5], new double[5]);

        new RankedBoosting(targets).Derive(scores, 0, gradients, curvatures);

        const double step = 1e-4;
        for (var i = 0; i < scores.Length; i++)
        {
            double At(double by) => Sum([.. scores.Select((score, j) => j == i ? score + by : score)]);
            Assert.Equal((At(step) - At(-step)) / (2 * step), gradients[i], 1e-6);
            Assert.Equal((At(step) - (2 * At(0)) + At(-step)) / (step * step), curvatures[i] - 1e-3, 1e-4);
        }
    }

    [Fact]
    public void A_network_learns_the_order_by_pairs()
    {
        var inspection = LinearRanker(graph);
        Assert.True(TrainingGraphBuilder.TryBuild(inspection, new GradientOptions(), out var step, out var refusal), refusal?.Message);
        Assert.Equal(ValueLoss.Pairwise, step!.ValueLoss);
        using var trainer = new NetworkTrainer(inspection, step, new TrainingRecipe { Epochs = 30, LearningRate = .02 });

        var records = Documents(60, 1);
        using var shadow = trainer.Train(records, 1, CancellationToken.None);

        Assert.Equal(LossOf(shadow.Classifier, records), shadow.Summary.MeanLoss, 1e-5);
        Assert.True(LossOf(shadow.Classifier, Documents(60, 2)) < .45);
        Assert.Contains("pairwise logistic loss within queries", trainer.Description.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_surrogate_learns_the_order_by_pairs_until_the_loss_is_met()
    {
        var records = Documents(60, 1);
        using var trainer = ValueSurrogateTrainer.For(LinearRanker(graph), records, .3, "a reason", CancellationToken.None);

        using var shadow = trainer.Train(records, 1, CancellationToken.None);

        Assert.True(shadow.Summary.Matched);
        Assert.Equal(.3, LossOf(shadow.Classifier, records), .05);
    }

    [Fact]
    public void A_pilot_holds_whole_queries()
    {
        var rows = QueryGroups.Spread(Documents(40, 1), 60);

        Assert.Equal(60, rows.Length);
        Assert.All(rows.GroupBy(static row => row / 6), static query => Assert.Equal(6, query.Count()));
    }

    private static ModelInspection LinearRanker(Make graph)
    {
        graph.Linear("z", Make.Matrix(4, 1), 1).Output("z");
        return graph.Inspect(new ModelOverrides { Task = ModelTask.Ranking });
    }
}
