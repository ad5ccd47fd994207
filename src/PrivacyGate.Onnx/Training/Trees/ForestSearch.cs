using PrivacyGate.Models;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Finds the recipe of a forest whose trees look like the target's. The graph tells tree count, depth, leaves and which
/// features stand at roots; bootstrap, threshold rule, features a split and leaf size it does not, so small forests are
/// grown each way and the one nearest in leaves, roots and member loss is taken.
/// </summary>
internal static class ForestSearch
{
    /// <summary>Trees of a trial times records: keeps the whole search at about the cost of one shadow.</summary>
    private const long Work = 60_000;

    private const int FewestTrees = 10;
    private const int MostTrees = 50;

    private static readonly (bool Bootstrap, bool Random)[] Rules = [(true, false), (false, false), (false, true)];

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="floor">The smallest probability told from 0.</param>
    /// <param name="wantedLoss">The target's mean member loss, or null.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ForestRecipe Find(
        FeatureTable table, int[] labels, int classes, TreeEnsemble target, double floor, double? wantedLoss, CancellationToken cancellation)
    {
        int[] features = [.. new[] { Math.Max(1, (int)Math.Sqrt(table.Width)), table.Width }.Distinct()];
        return Find(
            table,
            features,
            target,
            target.LeavesArePure,
            recipe => ForestGrower.Grow(table, labels, classes, recipe, 0, cancellation),
            trees => wantedLoss is { } wanted ? LossMatch.Distance(MeanLoss(trees, table, labels, floor, cancellation), wanted) : 0);
    }

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="features">Numbers of features a split may compare.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="isGrownToTheEnd">Whether no leaf size was set.</param>
    /// <param name="grow">Grows trees.</param>
    /// <param name="distance">How far the loss of trees is from the one wanted.</param>
    public static ForestRecipe Find(
        FeatureTable table, int[] features, TreeEnsemble target, bool isGrownToTheEnd, Func<ForestRecipe, IReadOnlyList<DecisionTree>> grow, Func<IReadOnlyList<DecisionTree>, double> distance)
    {
        var trees = (int)Math.Clamp(Work / table.Count, FewestTrees, Math.Min(MostTrees, Math.Max(FewestTrees, target.Trees.Count)));
        var trial = new Trial(table.Count, target, isGrownToTheEnd, grow, distance);
        var recipes =
            from rule in Rules
            from compared in features
            select new ForestRecipe(trees, rule.Bootstrap, rule.Random, compared, 1, target.MaxDepth);
        (var best, _) = recipes.Select(trial.WithLeafSize).MinBy(static pair => pair.Distance);
        return best with { Trees = target.Trees.Count };
    }

    /// <summary>Mean cross-entropy in nats of the mean vote, as signals are computed.</summary>
    public static double MeanLoss(IReadOnlyList<DecisionTree> trees, FeatureTable table, int[] labels, double floor, CancellationToken cancellation)
    {
        double sum = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            double votes = 0;
            foreach (var tree in trees)
            {
                votes += tree.LeafOf(tree.Find(table.Rows.Row(row)))[labels[row]];
            }

            var share = votes / trees.Count;
            sum += SignalCalculator.Loss(Math.Log(Math.Max(share, floor)) - Math.Log(Math.Max(1 - share, floor)));
        }

        return sum / labels.Length;
    }

    private sealed record Trial(int Records, TreeEnsemble Target, bool IsGrownToTheEnd, Func<ForestRecipe, IReadOnlyList<DecisionTree>> Grow, Func<IReadOnlyList<DecisionTree>, double> LossDistance)
    {
        /// <summary>The recipe with the leaf size whose trees have about as many leaves as the target's.</summary>
        public (ForestRecipe Recipe, double Distance) WithLeafSize(ForestRecipe recipe)
        {
            // Leaf sizes grow by a fifth: the number of leaves falls as they do.
            int[] sizes = [.. Enumerable.Range(0, 60).Select(static i => (int)Math.Pow(1.2, i)).Distinct().Where(size => size <= Math.Max(1, Records / 4))];
            var low = 0;
            var high = IsGrownToTheEnd ? 0 : sizes.Length - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var tooMany = Grow(recipe with { MinLeaf = sizes[middle] }).Average(static tree => tree.Leaves) > Target.MeanLeaves * 1.05;
                (low, high) = tooMany ? (middle + 1, high) : (low, middle);
            }

            var sized = recipe with { MinLeaf = sizes[low] };
            return (sized, Distance(Grow(sized)));
        }

        private double Distance(IReadOnlyList<DecisionTree> trees)
        {
            var leaves = Math.Abs(Math.Log(trees.Average(static tree => tree.Leaves) / Target.MeanLeaves));
            var roots = Math.Abs(TreeEnsemble.RootShare(trees) - Target.CommonestRoot);
            return leaves + roots + LossDistance(trees);
        }
    }
}
