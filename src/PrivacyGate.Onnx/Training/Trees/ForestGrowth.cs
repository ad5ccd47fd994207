using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees side by side, each with its share of the vote.</summary>
internal sealed class ForestGrowth(ForestRecipe recipe, int classes, int columns, double floor) : ITreeGrowth
{
    public string Kind => TrainerKinds.Forest;

    public string Recipe => recipe.ToString();

    public string Fingerprint => Recipe;

    public double Passes => recipe.Trees;

    /// <param name="rows">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="floor">The smallest probability told from 0.</param>
    /// <param name="wantedLoss">The target's mean member loss, or null.</param>
    /// <param name="cancellation">Stops the search for a recipe.</param>
    public static ForestGrowth Settle(
        NumberRows rows, int[] labels, int classes, TreeEnsemble target, double floor, double? wantedLoss, CancellationToken cancellation) =>
        new(ForestSearch.Find(FeatureTable.Of(rows, FeatureTable.Exact, cancellation), labels, classes, target, floor, wantedLoss, cancellation), classes, target.Columns, floor);

    public (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, FeatureTable.Exact, cancellation);
        var trees = ForestGrower.Grow(table, labels, classes, recipe, seed, cancellation);
        return ([.. trees.Select(Voting)], ForestSearch.MeanLoss(trees, table, labels, floor, cancellation));
    }

    /// <summary>Leaves with a tree's part of the vote; of two classes the target may hold the second one only.</summary>
    private DecisionTree Voting(DecisionTree tree)
    {
        var held = columns == classes ? tree
            : tree.OfColumn(1);
        return held.Scaled(1.0 / recipe.Trees);
    }
}
