using PrivacyGate.Onnx.Training.Linear;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Training.Surrogate;
using PrivacyGate.Onnx.Training.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Each step of a search for a recipe that may take long on many records ends when it is told to, and not only when it is done.</summary>
public class StoppedSearchTests
{
    private static readonly CancellationToken Stopped = new(canceled: true);
    private static readonly NumberRows Rows = new([1, 2, 3, 4, 5, 6], 3, 2);

    [Fact]
    public void Sorting_features_is_stopped() =>
        Assert.Throws<OperationCanceledException>(() => FeatureTable.Of(Rows, FeatureTable.Exact, Stopped));

    [Fact]
    public void A_tree_is_stopped_between_two_splits()
    {
        var recipe = new BoostingRecipe(1, .1, 4, 3, 1, FeatureTable.Exact);
        var grower = new GradientTreeGrower(FeatureTable.Of(Rows, FeatureTable.Exact, CancellationToken.None), recipe);

        Assert.Throws<OperationCanceledException>(() => grower.Grow([-.5, .5, .5], [.25, .25, .25], 0, 1, Stopped));
    }

    [Fact]
    public void Judging_a_forest_is_stopped()
    {
        var table = FeatureTable.Of(Rows, FeatureTable.Exact, CancellationToken.None);
        var trees = ForestGrower.Grow(table, [0, 1, 1], 2, new ForestRecipe(1, false, false, 2, 1, 3), 0, CancellationToken.None);

        Assert.Throws<OperationCanceledException>(() => ForestSearch.MeanLoss(trees, table, [0, 1, 1], 1e-7, Stopped));
    }

    [Fact]
    public void A_question_to_a_linear_objective_is_stopped()
    {
        var objective = new LogisticObjective(Rows, [0, 1, 1], new LinkLoss(1, false)) { Cancellation = Stopped };

        Assert.Throws<OperationCanceledException>(() => objective.At(new double[3], new double[3]));
    }

    [Fact]
    public void A_search_along_a_line_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        double Never(double[] point, double[] slopes)
        {
            // The first question is that of the start; every longer way seems worse, so that the line is halved again and again.
            slopes[0] = 1;
            if (++asked == 3)
            {
                stop.Cancel();
            }

            return asked;
        }

        Assert.Throws<OperationCanceledException>(() => LimitedMemoryDescent.Minimise([0], Never, 10, stop.Token));
        Assert.Equal(3, asked);
    }

    [Fact]
    public void Encoding_records_for_a_surrogate_is_stopped()
    {
        var records = new RecordBatch([new FeatureBlock("x", ElementKind.Float32, [2], new float[] { 1, 2, 3, 4 })], [0, 1], [1, 2], null, []);

        Assert.Throws<OperationCanceledException>(() => FeatureEncoding.Of(records, Stopped));
        Assert.Throws<OperationCanceledException>(() => FeatureEncoding.Of(records, CancellationToken.None).Encode(records, Stopped));
    }
}
