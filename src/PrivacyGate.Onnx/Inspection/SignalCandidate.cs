using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>One way to read a model's scores, with what the last linear layer behind it gives away.</summary>
/// <param name="Signal">The value and how to read it.</param>
/// <param name="IsDeclared">True for the scores as the model states them.</param>
/// <param name="Layer">The layer that makes them, or null.</param>
/// <param name="Hidden">Value with what enters that layer, a row a record; null without a layer.</param>
/// <param name="Added">Nodes the graph needs for both.</param>
internal sealed record SignalCandidate(ScoreSignal Signal, bool IsDeclared, LastLayer? Layer, string? Hidden, IReadOnlyList<NodeProto> Added)
{
    /// <summary>Best first; the declared scores last.</summary>
    public static IReadOnlyList<SignalCandidate> Of(GraphView view, ScoreSource source)
    {
        SignalCandidate[] exact = [.. source.Exact.Select((signal, i) => Make(view, signal.Signal, false, signal.Added, source.Node, i))];
        return [.. exact, Make(view, source.Declared, true, [], source.Node, exact.Length)];
    }

    private static SignalCandidate Make(
        GraphView view, ScoreSignal signal, bool declared, IReadOnlyList<NodeProto> added, NodeProto? maker, int index)
    {
        var layer = maker is not null && ClassifierNode.IsOne(maker) ? LastLayer.Layer(view, maker) : LastLayer.Behind(view, signal.Value);
        if (layer is null)
        {
            return new SignalCandidate(signal, declared, null, null, added);
        }

        (var hidden, var nodes) = LayerInput.Show(view, layer, index);
        return new SignalCandidate(signal, declared, layer, hidden, [.. added, .. nodes]);
    }
}
