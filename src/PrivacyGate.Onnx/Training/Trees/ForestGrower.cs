using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Grows trees side by side: of classes by Gini impurity, whose leaves hold shares, or of values by variance (Breiman et al. 1984).</summary>
internal sealed class ForestGrower
{
    private readonly FeatureTable table;
    private readonly ForestRecipe recipe;
    private readonly INodeScan scan;
    private readonly NodeOrder order;
    private readonly int[] features;
    private readonly int[] scratch;

    private ForestGrower(FeatureTable table, INodeScan scan, ForestRecipe recipe)
    {
        (this.table, this.scan, this.recipe) = (table, scan, recipe);
        order = new NodeOrder(table.Count);
        features = [.. Enumerable.Range(0, table.Width)];
        scratch = new int[table.Count];
    }

    /// <param name="table">The training records.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="seed">Decides every chance.</param>
    /// <param name="cancellation">Asked before each node.</param>
    /// <returns>Trees whose leaves hold a share of each class, adding up to 1 in each leaf.</returns>
    public static IReadOnlyList<DecisionTree> Grow(FeatureTable table, int[] labels, int classes, ForestRecipe recipe, ulong seed, CancellationToken cancellation) =>
        Grow(table, new GiniScan(labels, classes, table.Count), recipe, seed, cancellation);

    /// <param name="table">The training records.</param>
    /// <param name="scan">Weighs splits; of one call at a time.</param>
    /// <param name="recipe">How to grow.</param>
    /// <param name="seed">Decides every chance.</param>
    /// <param name="cancellation">Asked before each node.</param>
    /// <returns>Trees of the scan's columns.</returns>
    public static IReadOnlyList<DecisionTree> Grow(FeatureTable table, INodeScan scan, ForestRecipe recipe, ulong seed, CancellationToken cancellation)
    {
        var grower = new ForestGrower(table, scan, recipe);
        var trees = new DecisionTree[recipe.Trees];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            trees[tree] = grower.GrowOne(SeededRandom.For(seed, tree), cancellation);
        }

        return trees;
    }

    private DecisionTree GrowOne(SeededRandom random, CancellationToken cancellation)
    {
        var rows = Draw(ref random);
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = i;
        }

        var builder = new TreeBuilder(scan.Columns);
        var open = new Stack<(int Node, int Start, int Count, int Depth)>([(builder.AddNode(), 0, rows.Length, 0)]);
        while (open.TryPop(out var at))
        {
            cancellation.ThrowIfCancellationRequested();
            var own = rows.AsSpan(at.Start, at.Count);
            scan.Enter(own);
            if (at.Depth >= recipe.MaxDepth || scan.IsPure || scan.Weight < 2 * recipe.MinLeaf || Best(own, ref random) is not { } split)
            {
                for (var column = 0; column < scan.Columns; column++)
                {
                    builder.SetLeaf(at.Node, column, scan.Leaf(column));
                }

                continue;
            }

            var front = split.Part(own, table.Columns[split.Feature], scratch);
            (var yes, var no) = builder.Split(at.Node, split.Feature, split.Threshold);
            open.Push((no, at.Start + front, at.Count - front, at.Depth + 1));
            open.Push((yes, at.Start, front, at.Depth + 1));
        }

        return builder.Build();
    }

    /// <summary>The records of one tree, each once; how often it was drawn is its weight.</summary>
    private int[] Draw(ref SeededRandom random)
    {
        Array.Fill(scan.Weights, recipe.Bootstrap ? 0 : 1);
        for (var i = 0; recipe.Bootstrap && i < table.Count; i++)
        {
            scan.Weights[random.Below(table.Count)]++;
        }

        return [.. Enumerable.Range(0, table.Count).Where(row => scan.Weights[row] > 0)];
    }

    /// <summary>The best split of some features drawn without replacement. Features with one value here do not count, as in scikit-learn.</summary>
    private Split? Best(ReadOnlySpan<int> rows, ref SeededRandom random)
    {
        Split? best = null;
        var tried = 0;
        for (var i = 0; i < features.Length && tried < recipe.FeaturesASplit; i++)
        {
            var pick = i + random.Below(features.Length - i);
            (features[i], features[pick]) = (features[pick], features[i]);
            var varies = recipe.RandomThresholds ? TryRandom(features[i], rows, ref random, ref best) : TryBest(features[i], rows, ref best);
            tried += varies ? 1 : 0;
        }

        return best;
    }

    private bool TryBest(int feature, ReadOnlySpan<int> rows, ref Split? best)
    {
        var sorted = order.Of(rows, table.Bins[feature]);
        if (sorted.IsEmpty)
        {
            return false;
        }

        (var gain, var at) = scan.BestCut(sorted, table.Bins[feature], recipe.MinLeaf);
        if (at > 0 && (best is null || gain > best.Value.Gain))
        {
            var bins = table.Bins[feature];
            best = new Split(feature, table.Threshold(feature, bins[sorted[at - 1]], bins[sorted[at]]), gain);
        }

        return true;
    }

    private bool TryRandom(int feature, ReadOnlySpan<int> rows, ref SeededRandom random, ref Split? best)
    {
        var values = table.Columns[feature];
        var low = float.PositiveInfinity;
        var high = float.NegativeInfinity;
        foreach (var row in rows)
        {
            low = values[row] < low ? values[row] : low;
            high = values[row] > high ? values[row] : high;
        }

        if (!(low < high))
        {
            return false;
        }

        var threshold = (float)(low + (random.Unit() * ((double)high - low)));
        threshold = threshold >= high ? low : threshold;
        if (scan.Gain(rows, values, threshold, recipe.MinLeaf) is { } gain && (best is null || gain > best.Value.Gain))
        {
            best = new Split(feature, threshold, gain);
        }

        return true;
    }
}
