using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>The place of the trees in the target's graph: other trees are put there, everything around them stays.</summary>
internal sealed class TreeSeat
{
    private readonly ModelInspection inspection;
    private readonly ModelProto empty;

    private TreeSeat(ModelInspection inspection, TreeEnsemble ensemble, ModelProto empty) =>
        (this.inspection, Ensemble, this.empty) = (inspection, ensemble, empty);

    /// <summary>The target's own trees.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <returns>The seat, or null when the model has no trees, several ensembles, or trees that cannot be read.</returns>
    public static TreeSeat? Find(ModelInspection inspection)
    {
        NodeProto[] nodes = Nodes(inspection.Plan.Model);
        if (nodes.Length == 0 || nodes.Any(node => !IsCopy(node, nodes[0])) || TreeEnsembleReader.Read(nodes[0]) is not { } ensemble)
        {
            return null;
        }

        // Copies without the target's trees, which may be large, are cheap.
        ModelProto empty = inspection.Plan.Model.Clone();
        foreach (NodeProto node in Nodes(empty))
        {
            TreeEnsembleWriter.Replace(node, [Stump(new float[ensemble.Columns])]);
        }

        return new TreeSeat(inspection, ensemble, empty);
    }

    /// <summary>The target's graph with other trees.</summary>
    /// <param name="trees">Trees of as many columns as the target's.</param>
    public ModelProto With(IReadOnlyList<DecisionTree> trees)
    {
        ModelProto model = empty.Clone();
        foreach (NodeProto node in Nodes(model))
        {
            TreeEnsembleWriter.Replace(node, trees);
        }

        return model;
    }

    public OnnxClassifier Open(IReadOnlyList<DecisionTree> trees) => OnnxClassifier.Open(inspection.Retrained(With(trees)));

    /// <summary>A tree that gives every record the same.</summary>
    public static DecisionTree Stump(float[] values) => new([0], [0], [-1], [-1], values, values.Length);

    private static NodeProto[] Nodes(ModelProto model) => [.. model.Graph.Node.Where(TreeEnsembleReader.IsOne)];

    /// <summary>The inspection shows scores from before the squashing by a copy of the node.</summary>
    private static bool IsCopy(NodeProto node, NodeProto first) =>
        node.OpType == first.OpType && node.At(0) == first.At(0)
        && node.Ints("nodes_featureids").SequenceEqual(first.Ints("nodes_featureids"))
        && node.Floats("nodes_values").SequenceEqual(first.Floats("nodes_values"));
}
