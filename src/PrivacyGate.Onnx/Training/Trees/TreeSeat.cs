using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Training.Nodes;
using PrivacyGate.Onnx.Trees;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>The place of the trees in the target's graph: one node, or one for each column.</summary>
internal sealed class TreeSeat
{
    /// <summary>ONNX Runtime takes the sum of one column for a probability when no leaf of the ensemble is negative, for a logit otherwise.</summary>
    private const float Negative = -4;

    private readonly NodeSeat seat;

    private TreeSeat(NodeSeat seat, TreeEnsemble ensemble) => (this.seat, Ensemble) = (seat, ensemble);

    /// <summary>The target's own trees.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <summary>Nodes that the trees stand in: one, or one a column.</summary>
    public int Nodes => seat.Nodes.Count;

    /// <param name="inspection">The target.</param>
    /// <param name="refusal">Why the model has trees and yet no seat; null where it has none.</param>
    /// <returns>The seat, or null when the model has no trees or trees that cannot be read. Several nodes are an ensemble of one column each.</returns>
    public static TreeSeat? Find(ModelInspection inspection, out string? refusal)
    {
        refusal = null;
        if (NodeSeat.Find(inspection, TreeEnsembleReader.IsOne, static node => TreeEnsembleWriter.Replace(node, [Stump([0])])) is not { } seat)
        {
            return null;
        }

        TreeEnsemble[] parts = [.. seat.Nodes.Select(TreeEnsembleReader.Read).OfType<TreeEnsemble>()];
        refusal = parts.Length < seat.Nodes.Count ? "a tree ensemble of the model's graph cannot be read"
            : parts.Length > 1 && parts.Any(static part => part.Columns > 1) ? "the model joins several tree ensembles of more than one column"
            : parts.Any(part => part.Node.Input[0] != parts[0].Node.Input[0]) ? "the model's tree ensembles do not look at the same features"
            : null;
        return refusal is null ? new TreeSeat(seat, parts is [var single] ? single : TreeEnsemble.SideBySide(parts)) : null;
    }

    /// <summary>The target's graph with other trees.</summary>
    /// <param name="trees">Trees of as many columns as the target's.</param>
    public ModelProto With(IReadOnlyList<DecisionTree> trees) => seat.With(Put(trees));

    public OnnxClassifier Open(IReadOnlyList<DecisionTree> trees) => seat.Open(Put(trees));

    /// <summary>The target with sums that are the same for every record.</summary>
    /// <param name="sums">One a column.</param>
    /// <param name="positive">Whether no leaf may be negative.</param>
    public OnnxClassifier Constant(double[] sums, bool positive) => Open(positive
        ? [Stump([.. sums.Select(static sum => (float)sum)])]
        : [Stump([.. sums.Select(static sum => (float)(sum - Negative))]), Stump([.. sums.Select(static _ => Negative)])]);

    private Action<NodeProto, int> Put(IReadOnlyList<DecisionTree> trees) =>
        (node, number) => TreeEnsembleWriter.Replace(node, seat.Nodes.Count == 1 ? trees : Column(trees, number));

    /// <summary>What trees add to one column.</summary>
    private static DecisionTree[] Column(IReadOnlyList<DecisionTree> trees, int column)
    {
        DecisionTree[] own = [.. trees.Where(tree => tree.AddsTo(column)).Select(tree => tree.OfColumn(column))];
        return own.Length > 0 ? own : [Stump([0])];
    }

    private static DecisionTree Stump(float[] values) => new([0], [0], [-1], [-1], values, values.Length);
}
