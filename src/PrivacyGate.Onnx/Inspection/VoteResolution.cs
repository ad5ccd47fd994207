using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How finely voting trees tell probabilities apart.</summary>
internal static class VoteResolution
{
    /// <summary>Half of the smallest part of a vote any leaf gives or withholds; nothing in between can come out. <see cref="Predictions.SinglePrecisionFloor"/> for other models.</summary>
    /// <param name="model">A model whose scores are probabilities.</param>
    public static double Of(ModelProto model)
    {
        var node = model.Graph.Node.FirstOrDefault(TreeEnsembleReader.IsOne);
        if (node is null || TreeEnsembleReader.Read(node) is not { LeavesAreShares: true } ensemble)
        {
            return Predictions.SinglePrecisionFloor;
        }

        var vote = 1.0 / ensemble.Trees.Count;
        var smallest = vote;
        foreach (var tree in ensemble.Trees)
        {
            foreach (var part in tree.Leaf)
            {
                smallest = Math.Min(smallest, Part(part, vote));
                smallest = Math.Min(smallest, Part(vote - part, vote));
            }
        }

        return smallest / 2;
    }

    /// <summary>A whole vote where nothing, or nothing but rounding, is given.</summary>
    private static double Part(double part, double vote) => part > vote * 1e-4 ? part : vote;
}
