using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees one upon the other that answer values.</summary>
internal sealed class ValueBoostedGrowth(BoostingRecipe recipe, ValueResponse response) : IValueGrowth
{
    public string Kind => TrainerKinds.Boosting;

    public string Recipe => $"{(response.IsExponential ? "Tweedie deviance of power 1.5" : "squared error, whatever the target's own loss")}, {recipe}";

    public string Fingerprint => FormattableString.Invariant($"{recipe} {recipe.LearningRate:R} {response.IsExponential}");

    public double Passes => recipe.Rounds;

    /// <inheritdoc cref="ValueForestGrowth.Settle"/>
    public static ValueBoostedGrowth Settle(NumberRows rows, ValueTargets targets, ValueResponse response, TreeEnsemble target, double? wantedLoss, CancellationToken cancellation)
    {
        var loss = new ValueBoosting(targets, response.IsExponential);
        var table = FeatureTable.Of(rows, target.MostThresholds >= FeatureTable.Coarse ? FeatureTable.Exact : FeatureTable.Coarse, cancellation);
        var search = new BoostingSearch(table, loss, cancellation);
        var shape = search.Shape(target, [.. response.Slope.Select((slope, column) => slope / loss.Unit[column])]);
        var recipe = shape.At(1) with { StartsAtShares = StartsAtMean(target, response, loss, rows, shape.At(1).LearningRate) };
        return new ValueBoostedGrowth(wantedLoss is { } wanted ? search.WithLoss(recipe, wanted) : recipe, response);
    }

    /// <summary>The seed decides nothing: there is no chance in these trees.</summary>
    public (IReadOnlyList<DecisionTree> Trees, double Loss) Grow(NumberRows rows, ValueTargets targets, ulong seed, CancellationToken cancellation)
    {
        var loss = new ValueBoosting(targets, response.IsExponential);
        var boosted = Booster.Grow(FeatureTable.Of(rows, recipe.Bins, cancellation), loss, recipe, cancellation);
        return ([.. boosted.Trees.Select((tree, number) => InUnitsOfTarget(tree, number, loss.Unit))], loss.Mean(boosted.Scores));
    }

    /// <summary>Whether the first trees and what stands before them reach the mean at once; else they step toward it by the learning rate.</summary>
    private static bool StartsAtMean(TreeEnsemble target, ValueResponse response, ValueBoosting loss, NumberRows rows, double rate)
    {
        float[] before = [.. target.Node.Floats("base_values")];
        return Enumerable.Range(0, loss.Columns).All(column =>
        {
            var first = target.ByRound[0].Sum(tree => Enumerable.Range(0, rows.Count).Average(row => (double)tree.LeafOf(tree.Find(rows.Row(row)))[column]));
            var reached = ((first + (column < before.Length ? before[column] : 0)) * response.Slope[column]) + response.Offset[column];
            var mean = loss.Start()[column] * loss.Unit[column];
            return Math.Abs(reached - mean) <= Math.Abs(reached - (rate * mean));
        });
    }

    private DecisionTree InUnitsOfTarget(DecisionTree tree, int number, double[] unit)
    {
        float[] leaf = [.. tree.Leaf];
        for (var place = 0; place < leaf.Length; place++)
        {
            (var node, var column) = Math.DivRem(place, tree.Columns);
            var starts = number < tree.Columns && column == number && tree.IsLeaf(node);
            leaf[place] = (float)(((leaf[place] * unit[column]) - (starts ? response.Offset[column] : 0)) / response.Slope[column]);
        }

        return tree with { Leaf = leaf };
    }
}
