using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Gradients.Quantised;

/// <summary>
/// A quantised model as the network of floating-point numbers it was made from: weights are dequantised into initializers,
/// activations are no longer rounded. What cannot be rewritten stays, and is refused by name where a gradient would pass.
/// </summary>
internal static class FloatGraph
{
    /// <param name="path">The model, for messages.</param>
    /// <param name="model">The model; not touched.</param>
    /// <returns>The model itself where nothing in it is quantised.</returns>
    public static ModelProto Of(string path, ModelProto model)
    {
        if (!IsDue(model.Graph))
        {
            return model;
        }

        string[] outputs = [.. model.Graph.Output.Select(static output => output.Name)];
        var copy = model.Clone();
        string[] written = [.. QuantisedLayers.Expand(copy.Graph), .. IntegerProducts.Replace(copy.Graph)];
        copy = GraphSurgery.Cut(copy, outputs);
        written = [.. written, .. QuantisedActivations.Replace(copy.Graph)];
        copy = DequantisedWeights.Fold(path, GraphSurgery.Cut(copy, outputs), written);
        copy.Graph.ValueInfo.Clear();
        return copy;
    }

    /// <summary>Whether numbers are rounded by the largest of their batch.</summary>
    public static bool IsDynamic(GraphProto graph) => graph.Node.Any(static node => node.IsQuantised(QuantisedOperators.Dynamic));

    private static bool IsDue(GraphProto graph) =>
        graph.Node.Any(static node => node.IsQuantised(QuantisedOperators.Dequantise) || QuantisedLayers.Knows(node))
        || IsDynamic(graph)
        || DequantisedWeights.Find(new GraphView(graph), []).Length > 0;
}
