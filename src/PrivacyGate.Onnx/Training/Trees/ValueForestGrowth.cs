using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees side by side whose mean is the value.</summary>
internal sealed class ValueForestGrowth(ForestRecipe recipe, ValueResponse response) : IValueGrowth
{
    public string Kind => TrainerKinds.Forest;

    public string Recipe => $"regression trees by variance, {recipe}";

    public string Fingerprint => recipe.ToString();

    public double Passes => recipe.Trees;

    /// <param name="rows">Records such as a shadow trains on.</param>
    /// <param name="targets">Their values.</param>
    /// <param name="response">What the target's graph makes of sums.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="wantedLoss">The target's unexplained share of the variance on its members, or null.</param>
    /// <param name="cancellation">Stops the search for a recipe.</param>
    public static ValueForestGrowth Settle(NumberRows rows, ValueTargets targets, ValueResponse response, TreeEnsemble target, double? wantedLoss, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, FeatureTable.Exact, cancellation);
        int[] features = [.. new[] { Math.Max(1, (int)Math.Sqrt(table.Width)), Math.Max(1, table.Width / 3), table.Width }.Distinct()];
        IReadOnlyList<DecisionTree> Grow(ForestRecipe some) => ForestGrower.Grow(table, new VarianceScan(targets), some, 0, cancellation);
        double Distance(IReadOnlyList<DecisionTree> trees) => wantedLoss is { } wanted ? LossMatch.Distance(Loss(trees, table, targets), wanted, LossMatch.FloorOf(targets.Task)) : 0;
        return new ValueForestGrowth(ForestSearch.Find(table, features, target, isGrownToTheEnd: false, Grow, Distance), response);
    }

    public (IReadOnlyList<DecisionTree> Trees, double Loss) Grow(NumberRows rows, ValueTargets targets, ulong seed, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, FeatureTable.Exact, cancellation);
        var trees = ForestGrower.Grow(table, new VarianceScan(targets), recipe, seed, cancellation);
        return (InUnitsOf(response, trees), Loss(trees, table, targets));
    }

    /// <summary>Trees whose sums are what the graph turns into the mean of the trees given.</summary>
    public static IReadOnlyList<DecisionTree> InUnitsOf(ValueResponse response, IReadOnlyList<DecisionTree> trees) =>
    [
        .. trees.Select(tree => tree with
        {
            Leaf = [.. tree.Leaf.Select((value, place) => tree.IsLeaf(place / tree.Columns) ? (float)(response.Sum(value, place % tree.Columns) / trees.Count) : 0)],
        }),
    ];

    /// <summary>The unexplained share of the variance that the mean of the trees leaves; of a ranking the pairwise loss of that mean.</summary>
    public static double Loss(IReadOnlyList<DecisionTree> trees, FeatureTable table, ValueTargets targets)
    {
        var answers = new double[targets.Values.Length];
        foreach (var tree in trees)
        {
            for (var row = 0; row < table.Count; row++)
            {
                var leaf = tree.LeafOf(tree.Find(table.Rows.Row(row)));
                for (var column = 0; column < targets.Width; column++)
                {
                    answers[(row * targets.Width) + column] += (double)leaf[column] / trees.Count;
                }
            }
        }

        return targets.Task == ModelTask.Ranking ? QueryGroups.Of(targets).MeanLoss(answers) : UnexplainedVariance.Of(answers, targets);
    }
}
