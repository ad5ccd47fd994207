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
        var trees = (int)Math.Clamp(Work / table.Count, FewestTrees, Math.Min(MostTrees, Math.Max(FewestTrees, target.Trees.Count)));
        var trial = new Trial(table, labels, classes, target, floor, wantedLoss, cancellation);
        var root = Math.Max(1, (int)Math.Sqrt(table.Width));
        var recipes =
            from rule in Rules
            from features in new[] { root, table.Width }.Distinct()
            select new ForestRecipe(trees, rule.Bootstrap, rule.Random, features, 1, target.MaxDepth);
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

    private sealed record Trial(FeatureTable Table, int[] Labels, int Classes, TreeEnsemble Target, double Floor, double? WantedLoss, CancellationToken Cancellation)
    {
        /// <summary>The recipe with the leaf size whose trees have about as many leaves as the target's.</summary>
        public (ForestRecipe Recipe, double Distance) WithLeafSize(ForestRecipe recipe)
        {
            // Leaf sizes grow by a fifth: the number of leaves falls as they do.
            int[] sizes = [.. Enumerable.Range(0, 60).Select(static i => (int)Math.Pow(1.2, i)).Distinct().Where(size => size <= Math.Max(1, Table.Count / 4))];
            var low = 0;
            var high = Target.LeavesArePure ? 0 : sizes.Length - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var tooMany = Grow(recipe with { MinLeaf = sizes[middle] }).Average(static tree => tree.Leaves) > Target.MeanLeaves * 1.05;
                (low, high) = tooMany ? (middle + 1, high) : (low, middle);
            }

            var sized = recipe with { MinLeaf = sizes[low] };
            return (sized, Distance(Grow(sized)));
        }

        private IReadOnlyList<DecisionTree> Grow(ForestRecipe recipe) => ForestGrower.Grow(Table, Labels, Classes, recipe, 0, Cancellation);

        private double Distance(IReadOnlyList<DecisionTree> trees)
        {
            var leaves = Math.Abs(Math.Log(trees.Average(static tree => tree.Leaves) / Target.MeanLeaves));
            var roots = Math.Abs(TreeEnsemble.RootShare(trees) - Target.CommonestRoot);
            var loss = WantedLoss is { } wanted ? LossMatch.Distance(MeanLoss(trees, Table, Labels, Floor, Cancellation), wanted) : 0;
            return leaves + roots + loss;
        }
    }
}
