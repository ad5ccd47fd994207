using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees one upon the other.</summary>
internal sealed class BoostedGrowth(BoostingRecipe recipe, LinkLoss loss, SumResponse response) : ITreeGrowth
{
    public string Kind => TrainerKinds.Boosting;

    public string Recipe => recipe.ToString();

    public string Fingerprint => FormattableString.Invariant($"{recipe} {recipe.LearningRate:R}");

    public double Passes => recipe.Rounds;

    /// <param name="rows">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="response">What the target's graph makes of sums.</param>
    /// <param name="temperature">What the target's logits are divided by.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="known">What they show, where it was found before.</param>
    /// <param name="wantedLoss">The target's mean member loss at that temperature, or null.</param>
    /// <param name="cancellation">Stops the search for a recipe.</param>
    public static BoostedGrowth Settle(
        NumberRows rows, int[] labels, SumResponse response, double temperature, TreeEnsemble target, BoostingShape? known, double? wantedLoss, CancellationToken cancellation)
    {
        var loss = new LinkLoss(target.Columns, response.OneVersusRest);
        var table = FeatureTable.Of(rows, target.MostThresholds >= FeatureTable.Coarse ? FeatureTable.Exact : FeatureTable.Coarse, cancellation);
        var search = new BoostingSearch(table, new ClassBoosting(loss, labels), cancellation);
        var shape = known ?? search.Shape(target, response.Slope);
        var recipe = shape.At(temperature);
        return new BoostedGrowth(wantedLoss is { } wanted ? search.WithLoss(recipe, wanted) : recipe, loss, response) { Shape = shape };
    }

    /// <summary>What the target's trees showed.</summary>
    public required BoostingShape Shape { get; init; }

    /// <summary>The seed decides nothing: there is no chance in these trees.</summary>
    public (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, recipe.Bins, cancellation);
        var boosted = Booster.Grow(table, labels, loss, recipe, cancellation);
        return ([.. boosted.Trees.Select(InUnitsOfTarget)], loss.Mean(boosted.Scores, labels));
    }

    /// <summary>Logits to what the target's graph turns into those logits.</summary>
    private DecisionTree InUnitsOfTarget(DecisionTree tree, int number)
    {
        float[] leaf = [.. tree.Leaf];
        for (var place = 0; place < leaf.Length; place++)
        {
            (var node, var column) = Math.DivRem(place, tree.Columns);
            var starts = number < tree.Columns && column == number && tree.IsLeaf(node);
            leaf[place] = (float)((leaf[place] - (starts ? response.Offset[column] : 0)) / response.Slope[column]);
        }

        return tree with { Leaf = leaf };
    }
}
