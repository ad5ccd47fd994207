using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees one upon the other.</summary>
internal sealed class BoostedGrowth(BoostingRecipe recipe, LinkLoss loss, SumResponse response) : ITreeGrowth
{
    public string Kind => TrainerKinds.Boosting;

    public string Recipe => recipe.ToString();

    public string Fingerprint => FormattableString.Invariant($"{recipe} {recipe.LearningRate:R}");

    public double Passes => recipe.Rounds;

    public static BoostedGrowth Settle(NumberRows rows, int[] labels, SumResponse response, double temperature, TreeEnsemble target, double? wantedLoss, CancellationToken cancellation)
    {
        var loss = new LinkLoss(target.Columns, response.OneVersusRest);
        FeatureTable table = FeatureTable.Of(rows, target.MostThresholds >= FeatureTable.Coarse ? FeatureTable.Exact : FeatureTable.Coarse, cancellation);
        return new BoostedGrowth(BoostingSearch.Find(table, labels, loss, target, response.Slope / temperature, wantedLoss, cancellation), loss, response);
    }

    /// <summary>The seed decides nothing: there is no chance in these trees.</summary>
    public (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation)
    {
        FeatureTable table = FeatureTable.Of(rows, recipe.Bins, cancellation);
        Booster.Boosted boosted = Booster.Grow(table, labels, loss, recipe, cancellation);
        return ([.. boosted.Trees.Select(InUnitsOfTarget)], loss.Mean(boosted.Scores, labels));
    }

    /// <summary>Logits to what the target's graph turns into those logits.</summary>
    private DecisionTree InUnitsOfTarget(DecisionTree tree, int number)
    {
        float[] leaf = [.. tree.Leaf];
        for (int place = 0; place < leaf.Length; place++)
        {
            (int node, int column) = Math.DivRem(place, tree.Columns);
            bool starts = number < tree.Columns && column == number && tree.IsLeaf(node);
            leaf[place] = (float)((leaf[place] - (starts ? response.Offset[column] : 0)) / response.Slope);
        }

        return tree with { Leaf = leaf };
    }
}
