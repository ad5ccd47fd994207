using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>
/// Shows what enters the last layer as an output. Its norm is then taken outside the graph: ONNX Runtime's ReduceL2
/// costs several times as much as handing the rows out (docs/decisions/0003).
/// </summary>
internal static class LayerInput
{
    public static (string Value, IReadOnlyList<NodeProto> Added) Show(GraphView view, LastLayer layer, int index)
    {
        // The classifiers of the machine-learning domain also take whole numbers, and an input is no output.
        if (layer.Node.Domain != "ai.onnx.ml" && !view.IsInput(layer.Input))
        {
            return (layer.Input, []);
        }

        var name = GraphSurgery.FreeName(view, FormattableString.Invariant($"privacygate/hidden{index}"));
        var to = new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = ElementType.Float };
        return (name, [new NodeProto { OpType = "Cast", Input = { layer.Input }, Output = { name }, Attribute = { to } }]);
    }
}
