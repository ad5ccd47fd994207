using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Adds trees in rounds, each down the gradient of a loss (Friedman 2001).</summary>
internal static class Booster
{
    /// <summary>Trees in the order round by round, column by column, and the scores they give the training records.</summary>
    /// <param name="Trees">The first tree of each column holds the start in its leaves.</param>
    /// <param name="Scores">(records x columns), row-major.</param>
    internal sealed record Boosted(IReadOnlyList<DecisionTree> Trees, double[] Scores);

    /// <param name="table">The training records.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="loss">What is descended.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="cancellation">Asked before each split.</param>
    public static Boosted Grow(FeatureTable table, int[] labels, LinkLoss loss, BoostingRecipe recipe, CancellationToken cancellation) =>
        Grow(table, new ClassBoosting(loss, labels), recipe, cancellation);

    /// <param name="table">The training records.</param>
    /// <param name="loss">What is descended on them.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="cancellation">Asked before each split.</param>
    public static Boosted Grow(FeatureTable table, IBoostingLoss loss, BoostingRecipe recipe, CancellationToken cancellation)
    {
        var columns = loss.Columns;
        var start = recipe.StartsAtShares ? loss.Start() : new double[columns];
        var scores = new double[ArrayLength.Of(table.Count, columns)];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = start[i % columns];
        }

        var grower = new GradientTreeGrower(table, recipe);
        var gradients = new double[table.Count];
        var curvatures = new double[table.Count];
        var trees = new List<DecisionTree>(recipe.Rounds * columns);
        for (var round = 0; round < recipe.Rounds; round++)
        {
            // All columns of a round step from the same place.
            var before = columns == 1 ? scores : [.. scores];
            for (var column = 0; column < columns; column++)
            {
                cancellation.ThrowIfCancellationRequested();
                loss.Derive(before, column, gradients, curvatures);
                var tree = grower.Grow(gradients, curvatures, column, columns, cancellation);
                for (var row = 0; row < table.Count; row++)
                {
                    scores[(row * columns) + column] += tree.Leaf[(grower.LeafOfRecord[row] * columns) + column];
                }

                trees.Add(round == 0 ? StartingAt(tree, column, start[column]) : tree);
            }
        }

        return new Boosted(trees, scores);
    }

    private static DecisionTree StartingAt(DecisionTree tree, int column, double start)
    {
        float[] leaf = [.. tree.Leaf];
        for (var node = 0; node < tree.Nodes; node++)
        {
            leaf[(node * tree.Columns) + column] += tree.IsLeaf(node) ? (float)start : 0;
        }

        return tree with { Leaf = leaf };
    }
}
