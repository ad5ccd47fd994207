using PrivacyGate.Onnx.Training.Nodes;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>
/// Finds the recipe of boosted trees that look like the target's. Rounds, depth and leaves stand in the graph; the
/// learning rate follows from how far the first round's leaves lie apart, the leaf size from how many leaves there are,
/// and what is left is matched to the member loss.
/// </summary>
internal static class BoostingSearch
{
    /// <summary>Rounds whose leaves are counted.</summary>
    private const int FirstRounds = 20;

    /// <summary>A learning rate beyond four times the estimate, or a quarter, would mean another kind of training.</summary>
    private const double Range = 4;

    private const int Halvings = 5;

    /// <summary>Within this factor the graph is believed: losses of shadows differ by as much from one draw of records to the next.</summary>
    private const double NearEnough = 1.5;

    /// <param name="table">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="loss">What is descended.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="slope">Logit a unit of the target's leaves.</param>
    /// <param name="wantedLoss">The target's mean member loss, or null.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static BoostingRecipe Find(
        FeatureTable table, int[] labels, LinkLoss loss, TreeEnsemble target, double slope, double? wantedLoss, CancellationToken cancellation)
    {
        int rounds = Math.Max(1, target.Trees.Count / loss.Columns);
        var recipe = new BoostingRecipe(rounds, 1, target.MaxLeaves, target.MaxDepth, 1, target.MostThresholds > FeatureTable.Coarse - 1 ? FeatureTable.Exact : FeatureTable.Coarse);
        IReadOnlyList<DecisionTree> Grow(BoostingRecipe some) => Booster.Grow(table, labels, loss, some, cancellation).Trees;

        DecisionTree[] first = [.. target.Trees.Take(loss.Columns)];
        double spread = Spread(Grow(recipe with { Rounds = 1 }));
        double rate = spread > 0 ? Math.Clamp(Math.Abs(slope) * Spread(first) / spread, .001, 1) : .1;
        recipe = recipe with { LearningRate = rate };

        DecisionTree[] counted = [.. target.Trees.Take(FirstRounds * loss.Columns)];
        double leaves = counted.Average(static tree => tree.Leaves);
        int[] sizes = [.. Enumerable.Range(0, 40).Select(static i => (int)Math.Pow(1.3, i)).Distinct().Where(size => size <= Math.Max(1, table.Count / 4))];
        int low = 0;
        int high = sizes.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            BoostingRecipe some = recipe with { Rounds = Math.Min(rounds, FirstRounds), MinLeaf = sizes[middle] };
            (low, high) = Grow(some).Average(static tree => tree.Leaves) > leaves * 1.02 ? (middle + 1, high) : (low, middle);
        }

        recipe = recipe with { MinLeaf = sizes[low] };
        return wantedLoss is { } wanted ? WithLoss(recipe, wanted, some => loss.Mean(Booster.Grow(table, labels, loss, some, cancellation).Scores, labels)) : recipe;
    }

    /// <summary>The learning rate that brings the loss to what is wanted; the loss falls as the rate grows.</summary>
    private static BoostingRecipe WithLoss(BoostingRecipe recipe, double wanted, Func<BoostingRecipe, double> lossOf)
    {
        double reached = lossOf(recipe);
        if (IsNear(reached, wanted))
        {
            return recipe;
        }

        bool slower = reached < wanted;
        double low = Math.Log(slower ? recipe.LearningRate / Range : recipe.LearningRate);
        double high = Math.Log(slower ? recipe.LearningRate : Math.Min(1, recipe.LearningRate * Range));
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            recipe = recipe with { LearningRate = Math.Exp(middle) };
            reached = lossOf(recipe);
            if (IsNear(reached, wanted))
            {
                break;
            }

            (low, high) = reached > wanted ? (middle, high) : (low, middle);
        }

        return recipe;
    }

    private static bool IsNear(double reached, double wanted) => reached <= wanted * NearEnough && wanted <= reached * NearEnough;

    /// <summary>
    /// How far the leaves of a tree lie apart, mean over trees. In the first round all records of a class stand at the same
    /// place, so that a leaf that knows one class only steps by the learning rate times a number that follows from the
    /// share of the class; a start in the leaves does not count.
    /// </summary>
    private static double Spread(IReadOnlyList<DecisionTree> trees) => trees.Average(static tree =>
    {
        double[] values = [.. Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf).Select(leaf => tree.LeafOf(leaf).ToArray().Sum(static value => (double)value))];
        return values.Max() - values.Min();
    });
}
