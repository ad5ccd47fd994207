using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees side by side, each with its share of the vote.</summary>
internal sealed class ForestGrowth(ForestRecipe recipe, int classes, int columns) : ITreeGrowth
{
    public string Kind => TrainerKinds.Forest;

    public string Recipe => recipe.ToString();

    public double Passes => recipe.Trees;

    public static ForestGrowth Settle(NumberRows rows, int[] labels, int classes, TreeEnsemble target, double? wantedLoss, CancellationToken cancellation) =>
        new(ForestSearch.Find(FeatureTable.Of(rows, FeatureTable.Exact), labels, classes, target, wantedLoss, cancellation), classes, target.Columns);

    public (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation)
    {
        FeatureTable table = FeatureTable.Of(rows, FeatureTable.Exact);
        IReadOnlyList<DecisionTree> trees = ForestGrower.Grow(table, labels, classes, recipe, seed, cancellation);
        return ([.. trees.Select(Voting)], ForestSearch.MeanLoss(trees, table, labels));
    }

    /// <summary>Leaves with a tree's part of the vote; of two classes the target may hold the second one only.</summary>
    private DecisionTree Voting(DecisionTree tree)
    {
        DecisionTree held = columns == classes ? tree
            : tree with { Columns = 1, Leaf = [.. Enumerable.Range(0, tree.Nodes).Select(node => tree.LeafOf(node)[1])] };
        return held.Scaled(1.0 / recipe.Trees);
    }
}
