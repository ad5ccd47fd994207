using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>The trees of a target, as its graph holds them.</summary>
/// <param name="Node">The node.</param>
/// <param name="Trees">In the order of their numbers.</param>
/// <param name="Columns">Sums a record that come out: 1, or one a class.</param>
/// <param name="Features">Features the branches look at: the largest number and one.</param>
internal sealed record TreeEnsemble(NodeProto Node, IReadOnlyList<DecisionTree> Trees, int Columns, int Features)
{
    private const double RoundingOfWeights = 1e-3;

    public int MaxDepth { get; } = Trees.Max(static tree => tree.Depth());

    public int MaxLeaves { get; } = Trees.Max(static tree => tree.Leaves);

    public double MeanLeaves { get; } = Trees.Average(static tree => tree.Leaves);

    /// <summary>How often the feature that most trees ask first stands at the root, as a share of all trees: low where each split sees a few features only.</summary>
    public double CommonestRoot { get; } = RootShare(Trees);

    /// <summary>Whether every leaf votes with shares of classes, so that the trees' mean is a probability.</summary>
    public bool LeavesAreShares => Trees.All(SharesOnly);

    /// <summary>Whether every leaf knows one class only.</summary>
    public bool LeavesArePure => Trees.All(tree => Leaves(tree).All(leaf => IsPure(tree.LeafOf(leaf))));

    /// <summary>Different thresholds of the feature with most of them: more than 255 were not found among 256 bins.</summary>
    public int MostThresholds => Trees
        .SelectMany(static tree => Enumerable.Range(0, tree.Nodes).Where(node => !tree.IsLeaf(node)).Select(node => (tree.Feature[node], tree.Threshold[node])))
        .Distinct()
        .GroupBy(static split => split.Item1)
        .Select(static group => group.Count())
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>The column each tree adds to, or null when a tree adds to several.</summary>
    public int[]? ColumnOfTree()
    {
        int[] columns = [.. Trees.Select(ColumnOf)];
        return columns.Contains(-1) ? null : columns;
    }

    public static double RootShare(IReadOnlyList<DecisionTree> trees) =>
        trees.Where(static tree => !tree.IsLeaf(0)).GroupBy(static tree => tree.Feature[0]).Select(static group => group.Count()).DefaultIfEmpty(0).Max() / (double)trees.Count;

    private static IEnumerable<int> Leaves(DecisionTree tree) => Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf);

    private bool SharesOnly(DecisionTree tree) => Leaves(tree).All(leaf =>
    {
        double sum = 0;
        foreach (float weight in tree.LeafOf(leaf))
        {
            if (weight < 0)
            {
                return false;
            }

            sum += weight * Trees.Count;
        }

        return Columns == 1 ? sum <= 1 + RoundingOfWeights : Math.Abs(sum - 1) < RoundingOfWeights;
    });

    private bool IsPure(ReadOnlySpan<float> leaf)
    {
        int some = 0;
        foreach (float weight in leaf)
        {
            double share = weight * Trees.Count;
            if (share > RoundingOfWeights && share < 1 - RoundingOfWeights)
            {
                return false;
            }

            some += share > RoundingOfWeights ? 1 : 0;
        }

        return some <= 1;
    }

    private static int ColumnOf(DecisionTree tree)
    {
        int column = -2;
        foreach (int leaf in Leaves(tree))
        {
            ReadOnlySpan<float> values = tree.LeafOf(leaf);
            for (int i = 0; i < values.Length; i++)
            {
                if (values[i] != 0)
                {
                    column = column == -2 || column == i ? i : -1;
                }
            }
        }

        // A tree that adds nothing belongs anywhere.
        return column == -2 ? 0 : column;
    }
}
