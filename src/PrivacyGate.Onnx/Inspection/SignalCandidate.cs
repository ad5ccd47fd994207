using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>One way to read a model's scores, with what the last linear layer behind it gives away.</summary>
/// <param name="Signal">The value and how to read it.</param>
/// <param name="IsDeclared">True for the scores as the model states them.</param>
/// <param name="Layer">The layer that makes them, or null.</param>
/// <param name="Norm">Value with the norm of what enters that layer, one number a record; null without a layer.</param>
/// <param name="Added">Nodes the graph needs for signal and norm.</param>
internal sealed record SignalCandidate(ScoreSignal Signal, bool IsDeclared, LastLayer? Layer, string? Norm, IReadOnlyList<NodeProto> Added)
{
    /// <summary>Best first; the declared scores last.</summary>
    public static IReadOnlyList<SignalCandidate> Of(GraphView view, ScoreSource source, long opset)
    {
        SignalCandidate[] exact = [.. source.Exact.Select((signal, i) => Make(view, signal.Signal, false, signal.Added, opset, i))];
        return [.. exact, Make(view, source.Declared, true, [], opset, exact.Length)];
    }

    private static SignalCandidate Make(
        GraphView view, ScoreSignal signal, bool declared, IReadOnlyList<NodeProto> added, long opset, int index)
    {
        LastLayer? layer = added.Count > 0 ? LastLayer.Layer(view, added[0])
            : view.ProducerOf(signal.Value) is { } node && ClassifierNode.IsOne(node) ? LastLayer.Layer(view, node)
            : LastLayer.Behind(view, signal.Value);
        if (layer is null)
        {
            return new SignalCandidate(signal, declared, null, null, added);
        }

        (string norm, IReadOnlyList<NodeProto> nodes) = NormNodes.Of(view, layer.Input, opset, index);
        return new SignalCandidate(signal, declared, layer, norm, [.. added, .. nodes]);
    }
}
