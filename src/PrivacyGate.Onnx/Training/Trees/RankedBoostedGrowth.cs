using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees one upon the other that put the documents of a query into order.</summary>
internal sealed class RankedBoostedGrowth(BoostingRecipe recipe, ValueResponse response) : IValueGrowth
{
    public string Kind => TrainerKinds.Boosting;

    public string Recipe => $"pairwise logistic loss within queries, without LambdaMART's weights, {recipe}";

    public string Fingerprint => FormattableString.Invariant($"pairwise {recipe} {recipe.LearningRate:R}");

    public double Passes => recipe.Rounds;

    /// <param name="rows">Documents of whole queries such as a shadow trains on.</param>
    /// <param name="targets">Their relevance.</param>
    /// <param name="response">What the target's graph makes of sums.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="wantedLoss">The target's mean pairwise loss on its members, or null.</param>
    /// <param name="cancellation">Stops the search for a recipe.</param>
    public static RankedBoostedGrowth Settle(NumberRows rows, ValueTargets targets, ValueResponse response, TreeEnsemble target, double? wantedLoss, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, target.MostThresholds >= FeatureTable.Coarse ? FeatureTable.Exact : FeatureTable.Coarse, cancellation);
        var search = new BoostingSearch(table, new RankedBoosting(targets), cancellation);
        var recipe = search.Shape(target, response.Slope).At(1) with { StartsAtShares = false };
        return new RankedBoostedGrowth(wantedLoss is { } wanted ? search.WithLoss(recipe, wanted) : recipe, response);
    }

    /// <summary>The seed decides nothing: there is no chance in these trees.</summary>
    public (IReadOnlyList<DecisionTree> Trees, double Loss) Grow(NumberRows rows, ValueTargets targets, ulong seed, CancellationToken cancellation)
    {
        var loss = new RankedBoosting(targets);
        var boosted = Booster.Grow(FeatureTable.Of(rows, recipe.Bins, cancellation), loss, recipe, cancellation);
        return ([.. boosted.Trees.Select(InUnitsOfTarget)], loss.Mean(boosted.Scores));
    }

    private DecisionTree InUnitsOfTarget(DecisionTree tree) => tree with { Leaf = Array.ConvertAll(tree.Leaf, value => (float)(value / response.Slope[0])) };
}
