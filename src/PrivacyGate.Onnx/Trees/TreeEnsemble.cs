using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Trees;

/// <summary>The trees of a target, as its graph holds them.</summary>
/// <param name="Node">The node, or the first where the trees of each column stand in one of their own.</param>
/// <param name="Trees">In the order of their numbers.</param>
/// <param name="Columns">Sums a record that come out: 1, or one a class.</param>
/// <param name="Features">Features the branches look at: the largest number and one.</param>
internal sealed record TreeEnsemble(NodeProto Node, IReadOnlyList<DecisionTree> Trees, int Columns, int Features)
{
    private const double RoundingOfWeights = 1e-3;

    /// <summary>Of a mean held in single precision.</summary>
    private const double RoundingOfVotes = 2e-7;

    /// <summary>Means of more records lie so close together that any number is near one.</summary>
    private const int MostVotes = 256;

    private const int FewestFractions = 5;
    private const double FractionsByChance = .1;

    /// <summary>The trees that were grown together, one a column. Libraries leave out trees without a branch, so that late rounds may have fewer.</summary>
    public IReadOnlyList<IReadOnlyList<DecisionTree>> ByRound { get; private init; } = [.. Trees.Chunk(Columns)];

    /// <summary>Whether the trees of each column stand in a node of their own.</summary>
    public bool IsJoined { get; private init; }

    public int MaxDepth { get; } = Trees.Max(static tree => tree.Depth());

    public int MaxLeaves { get; } = Trees.Max(static tree => tree.Leaves);

    public double MeanLeaves { get; } = Trees.Average(static tree => tree.Leaves);

    /// <summary>How often the feature that most trees ask first stands at the root, as a share of all trees: low where each split sees a few features only.</summary>
    public double CommonestRoot { get; } = RootShare(Trees);

    /// <summary>Whether every leaf votes with shares of classes, so that the trees' mean is a probability.</summary>
    public bool LeavesAreShares => Trees.All(SharesOnly);

    /// <summary>
    /// Whether leaves hold means of votes of +1 and -1, as those of FastForest do: no leaf is beyond 1, and in the second
    /// half of the trees many are fractions of few records. Leaves of boosted trees are steps, which fall on such a fraction
    /// by chance only, one or two in a hundred, once the scores have left their start.
    /// </summary>
    public bool LeavesAreVotes
    {
        get
        {
            float[] late = [.. ByRound.Skip(ByRound.Count / 2).SelectMany(static round => round).SelectMany(LeafSums)];
            var fractions = late.Count(static leaf => IsMeanOfVotes(leaf));
            return ByRound.SelectMany(static round => round).SelectMany(LeafSums).All(static leaf => Math.Abs(leaf) <= 1 + RoundingOfVotes)
                && fractions >= FewestFractions && fractions >= late.Length * FractionsByChance;
        }
    }

    /// <summary>Whether every leaf knows one class only.</summary>
    public bool LeavesArePure => Trees.All(tree => Leaves(tree).All(leaf => IsPure(tree.LeafOf(leaf))));

    /// <summary>Whether some split leads to two leaves that say the same: a tree that was grown to the end makes no such split, one that was cut off and votes does.</summary>
    public bool HasUselessSplit => Trees.Any(static tree => Enumerable.Range(0, tree.Nodes).Any(node =>
        !tree.IsLeaf(node) && tree.IsLeaf(tree.True[node]) && tree.IsLeaf(tree.False[node]) && tree.LeafOf(tree.True[node]).SequenceEqual(tree.LeafOf(tree.False[node]))));

    /// <summary>Different thresholds of the feature with most of them: more than 255 were not found among 256 bins.</summary>
    public int MostThresholds => Trees
        .SelectMany(static tree => Enumerable.Range(0, tree.Nodes).Where(node => !tree.IsLeaf(node)).Select(node => (tree.Feature[node], tree.Threshold[node])))
        .Distinct()
        .GroupBy(static split => split.Item1)
        .Select(static group => group.Count())
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Ensembles of one column each as one of several: the first tree of each column, then the second of each.</summary>
    /// <param name="parts">One a column, in the order of columns; they look at the same features.</param>
    public static TreeEnsemble SideBySide(IReadOnlyList<TreeEnsemble> parts)
    {
        IReadOnlyList<DecisionTree>[] rounds =
        [
            .. Enumerable.Range(0, parts.Max(static part => part.Trees.Count)).Select(round => Enumerable.Range(0, parts.Count)
                .Where(column => round < parts[column].Trees.Count)
                .Select(column => parts[column].Trees[round].AsColumn(column, parts.Count))
                .ToArray()),
        ];
        return new TreeEnsemble(parts[0].Node, [.. rounds.SelectMany(static round => round)], parts.Count, parts.Max(static part => part.Features)) { ByRound = rounds, IsJoined = true };
    }

    /// <summary>The column each tree adds to, or null when a tree adds to several.</summary>
    public int[]? ColumnOfTree()
    {
        int[] columns = [.. Trees.Select(ColumnOf)];
        return columns.Contains(-1) ? null : columns;
    }

    public static double RootShare(IReadOnlyList<DecisionTree> trees) =>
        trees.Where(static tree => !tree.IsLeaf(0)).GroupBy(static tree => tree.Feature[0]).Select(static group => group.Count()).DefaultIfEmpty(0).Max() / (double)trees.Count;

    private static IEnumerable<float> LeafSums(DecisionTree tree) => Leaves(tree).Select(leaf => tree.LeafOf(leaf).ToArray().Sum());

    private static bool IsMeanOfVotes(float leaf)
    {
        var share = (1 - (double)leaf) / 2;
        for (var votes = 1; votes <= MostVotes; votes++)
        {
            if (Math.Abs((share * votes) - Math.Round(share * votes)) < RoundingOfVotes * votes)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int> Leaves(DecisionTree tree) => Enumerable.Range(0, tree.Nodes).Where(tree.IsLeaf);

    private bool SharesOnly(DecisionTree tree) => Leaves(tree).All(leaf =>
    {
        double sum = 0;
        foreach (var weight in tree.LeafOf(leaf))
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
        var some = 0;
        foreach (var weight in leaf)
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
        var column = -2;
        foreach (var leaf in Leaves(tree))
        {
            var values = tree.LeafOf(leaf);
            for (var i = 0; i < values.Length; i++)
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
