using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>Trees side by side whose votes of +1 and -1 are summed to a score, as FastForest of ML.NET grows them.</summary>
internal sealed class BaggedGrowth(BaggedRecipe recipe, LinkLoss loss, SumResponse response) : ITreeGrowth
{
    public string Kind => TrainerKinds.Forest;

    public string Recipe => recipe.ToString();

    public string Fingerprint => FormattableString.Invariant($"{recipe} {recipe.RecordShare:R} {recipe.FeatureShare:R}");

    public double Passes => recipe.Trees;

    /// <param name="rows">Records such as a shadow trains on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="response">What the target's graph makes of sums.</param>
    /// <param name="target">The target's trees.</param>
    /// <param name="cancellation">Stops the search for a recipe.</param>
    public static BaggedGrowth Settle(NumberRows rows, int[] labels, SumResponse response, TreeEnsemble target, CancellationToken cancellation)
    {
        var loss = new LinkLoss(target.Columns, response.OneVersusRest);
        var table = FeatureTable.Of(rows, FeatureTable.Coarse, cancellation);
        return new BaggedGrowth(BaggedSearch.Find(table, labels, loss, response, target, cancellation), loss, response);
    }

    public (IReadOnlyList<DecisionTree> Trees, double MeanLoss) Grow(NumberRows rows, int[] labels, ulong seed, CancellationToken cancellation)
    {
        var grown = BaggedTrees.Grow(FeatureTable.Of(rows, FeatureTable.Coarse, cancellation), labels, loss, recipe, seed, cancellation);
        return (grown.InUnitsOf(response), grown.MeanLoss);
    }
}

/// <summary>A grown ensemble.</summary>
/// <param name="Trees">By column, trees of one column.</param>
/// <param name="Sigmoids">What makes logits of their sums; one a column.</param>
/// <param name="MeanLoss">On the training records, in nats.</param>
internal sealed record BaggedTrees(IReadOnlyList<IReadOnlyList<DecisionTree>> Trees, PlattSigmoid[] Sigmoids, double MeanLoss)
{
    public static BaggedTrees Grow(FeatureTable table, int[] labels, LinkLoss loss, BaggedRecipe recipe, ulong seed, CancellationToken cancellation)
    {
        var trees = new IReadOnlyList<DecisionTree>[loss.Columns];
        var sigmoids = new PlattSigmoid[loss.Columns];
        var logits = new double[ArrayLength.Of(table.Count, loss.Columns)];
        for (var column = 0; column < trees.Length; column++)
        {
            var wanted = loss.Columns == 1 ? 1 : column;
            var own = trees[column] = BaggedGrower.Grow(table, labels, wanted, recipe, seed, cancellation);
            double[] sums = [.. Enumerable.Range(0, table.Count).Select(row => own.Sum(tree => (double)tree.Leaf[tree.Find(table.Rows.Row(row))]))];
            var sigmoid = sigmoids[column] = recipe.IsCalibrated ? PlattSigmoid.Fit(sums, [.. labels.Select(label => label == wanted)]) : PlattSigmoid.None;
            for (var row = 0; row < sums.Length; row++)
            {
                logits[(row * trees.Length) + column] = (sigmoid.Slope * sums[row]) + sigmoid.Offset;
            }
        }

        return new BaggedTrees(trees, sigmoids, loss.Mean(logits, labels));
    }

    /// <summary>The trees as the target's graph wants them: what its own slope and offset make of them are these logits.</summary>
    public IReadOnlyList<DecisionTree> InUnitsOf(SumResponse response) =>
    [
        .. Trees.SelectMany((own, column) => own.Select(tree => tree with
        {
            Leaf = [.. tree.Leaf.Select((value, node) => tree.IsLeaf(node)
                ? (float)(((Sigmoids[column].Slope * value) + ((Sigmoids[column].Offset - response.Offset[column]) / own.Count)) / response.Slope[column])
                : 0)],
        }).Select(tree => tree.AsColumn(column, Trees.Count))),
    ];
}
