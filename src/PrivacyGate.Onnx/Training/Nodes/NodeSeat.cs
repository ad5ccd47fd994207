using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>The place of the one trained node of a target: other numbers are put there, everything around it stays.</summary>
internal sealed class NodeSeat
{
    private readonly ModelInspection inspection;
    private readonly Func<NodeProto, bool> isOne;
    private readonly ModelProto template;

    private NodeSeat(ModelInspection inspection, Func<NodeProto, bool> isOne, NodeProto node, ModelProto template) =>
        (this.inspection, this.isOne, Node, this.template) = (inspection, isOne, node, template);

    /// <summary>The target's own node.</summary>
    public NodeProto Node { get; }

    /// <param name="inspection">The target.</param>
    /// <param name="isOne">Tells the trained node.</param>
    /// <param name="trained">Attribute that copies of the node share.</param>
    /// <param name="empty">Takes the target's numbers, which may be many, out of a copy, so that further copies are cheap.</param>
    /// <returns>Null when there is no such node, or there are several. The inspection shows scores from before the squashing by a copy of the node; that is no second one.</returns>
    public static NodeSeat? Find(ModelInspection inspection, Func<NodeProto, bool> isOne, string trained, Action<NodeProto> empty)
    {
        NodeProto[] nodes = [.. inspection.Plan.Model.Graph.Node.Where(isOne)];
        if (nodes.Length == 0 || nodes.Any(node => !IsCopy(node, nodes[0], trained)))
        {
            return null;
        }

        var seat = new NodeSeat(inspection, isOne, nodes[0], inspection.Plan.Model.Clone());
        return new NodeSeat(inspection, isOne, nodes[0], seat.With(empty));
    }

    /// <summary>The target's graph with the node changed.</summary>
    public ModelProto With(Action<NodeProto> change)
    {
        ModelProto model = template.Clone();
        foreach (NodeProto node in model.Graph.Node.Where(isOne))
        {
            change(node);
        }

        return model;
    }

    public OnnxClassifier Open(Action<NodeProto> change) => OnnxClassifier.Open(inspection.Retrained(With(change)));

    private static bool IsCopy(NodeProto node, NodeProto first, string trained) =>
        node.OpType == first.OpType && node.At(0) == first.At(0)
        && Equals(node.Attribute(trained), first.Attribute(trained));
}
