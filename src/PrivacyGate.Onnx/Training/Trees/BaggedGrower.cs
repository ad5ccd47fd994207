using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Grows regression trees side by side: records of a class count +1, all others -1, and a leaf holds the mean of its records.</summary>
internal static class BaggedGrower
{
    /// <param name="table">The training records.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="wanted">The class that counts +1.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="seed">Decides every chance.</param>
    /// <param name="cancellation">Asked before each split.</param>
    /// <returns>Trees of one column.</returns>
    public static IReadOnlyList<DecisionTree> Grow(FeatureTable table, int[] labels, int wanted, BaggedRecipe recipe, ulong seed, CancellationToken cancellation)
    {
        // Half the squared error has these derivatives at 0, so that a whole step is the mean.
        double[] gradients = [.. labels.Select(label => label == wanted ? -1.0 : 1)];
        return Grow(table, gradients, recipe, seed, wanted * recipe.Trees, cancellation);
    }

    /// <param name="table">The training records.</param>
    /// <param name="gradients">Of half the squared error, where the trees start.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="seed">Decides every chance.</param>
    /// <param name="first">Number of the first tree, among all that the seed is for.</param>
    /// <param name="cancellation">Asked before each split.</param>
    /// <returns>Trees of one column.</returns>
    public static IReadOnlyList<DecisionTree> Grow(FeatureTable table, double[] gradients, BaggedRecipe recipe, ulong seed, int first, CancellationToken cancellation)
    {
        double[] curvatures = [.. gradients.Select(static _ => 1.0)];
        var grower = new GradientTreeGrower(table, new BoostingRecipe(1, 1, recipe.MaxLeaves, recipe.MaxDepth, recipe.MinLeaf, FeatureTable.Coarse));
        int[] records = [.. Enumerable.Range(0, table.Count)];
        int[] features = [.. Enumerable.Range(0, table.Width)];
        var trees = new DecisionTree[recipe.Trees];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var random = SeededRandom.For(seed, first + tree);
            var own = Draw(records, recipe.RecordShare, ref random);
            var seen = Draw(features, recipe.FeatureShare, ref random);
            trees[tree] = grower.Grow(own, () => Draw(seen, recipe.FeatureShare, ref random), gradients, curvatures, 0, 1, cancellation);
        }

        return trees;
    }

    /// <summary>Some of the numbers without replacement, at least one, in their order.</summary>
    private static int[] Draw(int[] from, double share, ref SeededRandom random)
    {
        var count = Math.Clamp((int)Math.Round(from.Length * share), 1, from.Length);
        if (count == from.Length)
        {
            return from;
        }

        int[] drawn = [.. from];
        for (var i = 0; i < count; i++)
        {
            var pick = i + random.Below(drawn.Length - i);
            (drawn[i], drawn[pick]) = (drawn[pick], drawn[i]);
        }

        Array.Sort(drawn, 0, count);
        return drawn[..count];
    }
}
