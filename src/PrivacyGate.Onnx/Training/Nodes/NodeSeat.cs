using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Nodes;

/// <summary>The place of the trained nodes of a target: other numbers are put there, everything around them stays.</summary>
internal sealed class NodeSeat
{
    private readonly ModelInspection inspection;
    private readonly int[] numberOfPlace;
    private readonly ModelProto template;

    private NodeSeat(ModelInspection inspection, IReadOnlyList<NodeProto> nodes, int[] numberOfPlace, ModelProto template) =>
        (this.inspection, Nodes, this.numberOfPlace, this.template) = (inspection, nodes, numberOfPlace, template);

    /// <summary>The target's own nodes, in the graph's order.</summary>
    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <param name="inspection">The target.</param>
    /// <param name="isOne">Tells a trained node.</param>
    /// <param name="empty">Takes the target's numbers, which may be many, out of a copy, so that further copies are cheap.</param>
    /// <returns>Null when there is no such node. The inspection shows scores from before the squashing by a copy of a node; both count as one.</returns>
    public static NodeSeat? Find(ModelInspection inspection, Func<NodeProto, bool> isOne, Action<NodeProto> empty)
    {
        var model = inspection.Plan.Model;
        List<NodeProto> nodes = [];
        int[] numbers = [.. model.Graph.Node.Select(node => isOne(node) ? NumberOf(node, nodes) : -1)];
        if (nodes.Count == 0)
        {
            return null;
        }

        var seat = new NodeSeat(inspection, nodes, numbers, model.Clone());
        return new NodeSeat(inspection, nodes, numbers, seat.With((node, _) => empty(node)));
    }

    /// <summary>The target's graph with its nodes changed.</summary>
    /// <param name="change">Changes one node, which has this number among <see cref="Nodes"/>.</param>
    public ModelProto With(Action<NodeProto, int> change)
    {
        var model = template.Clone();
        for (var place = 0; place < numberOfPlace.Length; place++)
        {
            if (numberOfPlace[place] >= 0)
            {
                change(model.Graph.Node[place], numberOfPlace[place]);
            }
        }

        return model;
    }

    public OnnxClassifier Open(Action<NodeProto, int> change) => OnnxClassifier.Open(inspection.Retrained(With(change)));

    private static int NumberOf(NodeProto node, List<NodeProto> nodes)
    {
        var number = nodes.FindIndex(first => IsCopy(node, first));
        if (number < 0)
        {
            nodes.Add(node);
        }

        return number < 0 ? nodes.Count - 1 : number;
    }

    private static bool IsCopy(NodeProto node, NodeProto first) =>
        node.OpType == first.OpType && node.At(0) == first.At(0) && Trained(node).SequenceEqual(Trained(first));

    private static IEnumerable<AttributeProto> Trained(NodeProto node) => node.Attribute.Where(static attribute => attribute.Name != "post_transform");
}
