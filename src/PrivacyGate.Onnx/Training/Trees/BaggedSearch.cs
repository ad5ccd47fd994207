using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Finds the recipe of voting regression trees that look like the target's. Trees, leaves and depth stand in the graph; the
/// share of features and the leaf size do not, so small forests are grown each way and the one nearest in leaves and roots
/// is taken. A loss would say more of the scale of the scores than of the trees.
/// </summary>
internal static class BaggedSearch
{
    /// <summary>Trees of a trial times records: keeps the whole search at about the cost of one shadow.</summary>
    private const long Work = 30_000;

    private const int FewestTrees = 10;
    private const int MostTrees = 50;

    /// <summary>What FastForest draws unless told otherwise, of records and of features. The graph does not show the first.</summary>
    private const double UsualShare = .7;

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="loss">The link of the target.</param>
    /// <param name="response">What the target's graph makes of sums.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static BaggedRecipe Find(FeatureTable table, int[] labels, LinkLoss loss, SumResponse response, TreeEnsemble target, CancellationToken cancellation)
    {
        var calibrated = Enumerable.Range(0, target.Columns).Any(column => response.Slope[column] != 1 || response.Offset[column] != 0);
        return Find(table, target, calibrated, recipe => [.. BaggedTrees.Grow(table, labels, loss, recipe, 0, cancellation).Trees.SelectMany(static own => own)]);
    }

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="isCalibrated">Whether a sigmoid follows.</param>
    /// <param name="grow">Grows trees.</param>
    public static BaggedRecipe Find(FeatureTable table, TreeEnsemble target, bool isCalibrated, Func<BaggedRecipe, IReadOnlyList<DecisionTree>> grow)
    {
        var all = target.ByRound.Count;
        var trees = (int)Math.Clamp(Work / table.Count, Math.Min(FewestTrees, all), Math.Min(MostTrees, all));

        (BaggedRecipe Recipe, double Distance) WithLeafSize(BaggedRecipe recipe)
        {
            int[] sizes = [.. Enumerable.Range(0, 60).Select(static i => (int)Math.Pow(1.2, i)).Distinct().Where(size => size <= Math.Max(1, table.Count / 4))];
            var low = 0;
            var high = sizes.Length - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = MeanLeaves(grow(recipe with { MinLeaf = sizes[middle] })) > target.MeanLeaves * 1.05 ? (middle + 1, high) : (low, middle);
            }

            var sized = recipe with { MinLeaf = sizes[low] };
            return (sized, Distance(grow(sized)));
        }

        double Distance(IReadOnlyList<DecisionTree> grown)
        {
            var leaves = Math.Abs(Math.Log(MeanLeaves(grown) / target.MeanLeaves));
            var roots = Math.Abs(TreeEnsemble.RootShare(grown) - target.CommonestRoot);
            return leaves + roots;
        }

        double[] shares = [UsualShare, 1, Math.Pow(table.Width, -.25)];
        return shares.Select(share => new BaggedRecipe(trees, UsualShare, share, target.MaxLeaves, target.MaxDepth, 1, isCalibrated)).Select(WithLeafSize).MinBy(static pair => pair.Distance).Recipe with { Trees = all };
    }

    private static double MeanLeaves(IReadOnlyList<DecisionTree> grown) => grown.Average(static tree => tree.Leaves);
}
