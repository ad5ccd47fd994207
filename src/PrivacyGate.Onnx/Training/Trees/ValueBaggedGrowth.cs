using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees side by side of so many leaves at most, the leaf that wins most split first, as FastForest of ML.NET grows them; their mean is the value.</summary>
internal sealed class ValueBaggedGrowth(BaggedRecipe recipe, ValueResponse response) : IValueGrowth
{
    public string Kind => TrainerKinds.Forest;

    public string Recipe => recipe.OfValues();

    public string Fingerprint => FormattableString.Invariant($"{recipe} {recipe.RecordShare:R} {recipe.FeatureShare:R}");

    public double Passes => recipe.Trees;

    /// <inheritdoc cref="ValueForestGrowth.Settle"/>
    public static ValueBaggedGrowth Settle(NumberRows rows, ValueTargets targets, ValueResponse response, TreeEnsemble target, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, FeatureTable.Coarse, cancellation);
        return new ValueBaggedGrowth(BaggedSearch.Find(table, target, isCalibrated: false, some => Trees(table, targets, some, 0, cancellation)), response);
    }

    public (IReadOnlyList<DecisionTree> Trees, double Loss) Grow(NumberRows rows, ValueTargets targets, ulong seed, CancellationToken cancellation)
    {
        var table = FeatureTable.Of(rows, FeatureTable.Coarse, cancellation);
        var trees = Trees(table, targets, recipe, seed, cancellation);
        return (ValueForestGrowth.InUnitsOf(response, trees), ValueForestGrowth.Loss(trees, table, targets));
    }

    /// <summary>Half the squared error in units of the deviation has these derivatives at the mean, so that a whole step is the mean of a leaf.</summary>
    private static IReadOnlyList<DecisionTree> Trees(FeatureTable table, ValueTargets targets, BaggedRecipe recipe, ulong seed, CancellationToken cancellation)
    {
        var loss = new ValueBoosting(targets, isExponential: false);
        var (unit, mean) = (loss.Unit[0], loss.Start()[0] * loss.Unit[0]);
        double[] gradients = [.. targets.Values.Select(value => (mean - value) / unit)];
        return
        [
            .. BaggedGrower.Grow(table, gradients, recipe, seed, 0, cancellation)
                .Select(tree => tree with { Leaf = [.. tree.Leaf.Select((value, node) => tree.IsLeaf(node) ? (float)((value * unit) + mean) : 0)] }),
        ];
    }
}
