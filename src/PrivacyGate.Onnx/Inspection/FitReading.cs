using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Trees;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>How a model was fitted, as its graph shows it.</summary>
internal static class FitReading
{
    public static GraphFacts Of(GraphView view)
    {
        // What sums votes without a mean (FastForest) states no probability.
        TreeEnsemble?[] ensembles = [.. view.TopologicalOrder.Where(TreeEnsembleReader.IsOne).Select(TreeEnsembleReader.Read)];
        return new GraphFacts(
            HasHiddenLayers(view),
            ensembles.Length > 0 && ensembles.All(static ensemble => ensemble is { LeavesAreShares: true } or { LeavesAreVotes: false }),
            ensembles is [{ LeavesAreShares: true, LeavesArePure: true, HasUselessSplit: false }]);
    }

    /// <summary>Whether a layer with an activation leads to another layer.</summary>
    private static bool HasHiddenLayers(GraphView view)
    {
        HashSet<string> layered = new(StringComparer.Ordinal);
        HashSet<string> hidden = new(StringComparer.Ordinal);
        foreach (var node in view.TopologicalOrder)
        {
            var isLayer = node.OpType is "Gemm" or "MatMul" or "Conv";
            var isHidden = node.Input.Any(hidden.Contains) || (IsActivation(node) && node.Input.Any(layered.Contains)) || node.OpType is "LSTM" or "GRU";
            if (isLayer && node.Input.Any(hidden.Contains))
            {
                return true;
            }

            if (isHidden)
            {
                hidden.UnionWith(node.Output);
            }

            if (isLayer || node.Input.Any(layered.Contains))
            {
                layered.UnionWith(node.Output);
            }
        }

        return false;
    }

    private static bool IsActivation(NodeProto node) =>
        node.OpType is "Relu" or "Tanh" or "Sigmoid" or "LeakyRelu" or "PRelu" or "Elu" or "Selu" or "Gelu" or "HardSwish" or "Erf" or "Softplus" or "Mish" or "Clip";
}
