using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The linear layer that makes the logits. Its gradient has the norm |p - e_y| sqrt(|h|^2 + 1), h being what enters it.</summary>
/// <param name="Node">The node that multiplies.</param>
/// <param name="Input">The value that enters.</param>
/// <param name="Width">Numbers a record that enter it, or null when the node does not say.</param>
/// <param name="HasBias">Whether a trained bias is added.</param>
internal sealed record LastLayer(NodeProto Node, string Input, long? Width, bool HasBias)
{
    /// <summary>The layer behind a value, through changes of shape and scaling by a constant; null when something else made it.</summary>
    public static LastLayer? Behind(GraphView view, string value)
    {
        var bias = false;
        for (var at = Passage.Origin(view, value); view.ProducerOf(at) is { } node; at = Passage.Origin(view, at))
        {
            if (Layer(view, node) is { } layer)
            {
                return layer with { HasBias = layer.HasBias || bias };
            }

            if (AddedTo(view, node) is not { } inner)
            {
                return null;
            }

            bias |= node.Is("Add") || node.Is("Sub");
            at = inner;
        }

        return null;
    }

    /// <summary>A node that is a linear layer by itself; also the classifiers and regressors of the machine-learning domain.</summary>
    public static LastLayer? Layer(GraphView view, NodeProto node) =>
        node.Is("Gemm") && node.Int("transA", 0) == 0 && view.ConstantOf(node.At(1)) is { Dims.Count: 2 } weights
            ? new LastLayer(node, node.At(0), weights.Dims[node.Int("transB", 0) == 0 ? 0 : 1], node.Input.Count > 2 && node.At(2).Length > 0)
        : node.Is("MatMul") && view.ConstantOf(node.At(1)) is { Dims.Count: 2 } matrix
            ? new LastLayer(node, node.At(0), matrix.Dims[0], HasBias: false)
        : node.IsMachineLearning("LinearRegressor") || node.IsMachineLearning("LinearClassifier")
            ? new LastLayer(node, node.At(0), null, node.Floats("intercepts").Any(static value => value != 0))
        : null;

    /// <summary>The computed side of an addition of, or multiplication by, a constant.</summary>
    private static string? AddedTo(GraphView view, NodeProto node)
    {
        if (!(node.Is("Add") || node.Is("Sub") || node.Is("Mul") || node.Is("Div")) || node.Input.Count != 2)
        {
            return null;
        }

        var additive = node.Is("Add") || node.Is("Sub");
        var commutes = node.Is("Add") || node.Is("Mul");
        return Fits(view, node.At(1), additive) ? node.At(0)
            : commutes && Fits(view, node.At(0), additive) ? node.At(1)
            : null;
    }

    /// <summary>A bias may have any shape; a scale must be one number, else each class has its own gradient scale.</summary>
    private static bool Fits(GraphView view, string value, bool additive) =>
        view.ConstantOf(value) is { } constant && (additive || constant.Dims.All(static axis => axis == 1));
}
