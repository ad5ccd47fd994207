using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Onnx.Training.Nodes;

namespace PrivacyGate.Onnx.Training.Trees;

/// <summary>The place of the trees in the target's graph.</summary>
internal sealed class TreeSeat
{
    /// <summary>ONNX Runtime takes the sum of one column for a probability when no leaf of the ensemble is negative, for a logit otherwise.</summary>
    private const float Negative = -4;

    private readonly NodeSeat seat;

    private TreeSeat(NodeSeat seat, TreeEnsemble ensemble) => (this.seat, Ensemble) = (seat, ensemble);

    /// <summary>The target's own trees.</summary>
    public TreeEnsemble Ensemble { get; }

    /// <returns>The seat, or null when the model has no trees, several ensembles, or trees that cannot be read.</returns>
    public static TreeSeat? Find(ModelInspection inspection) =>
        NodeSeat.Find(inspection, TreeEnsembleReader.IsOne, "nodes_featureids", static node => TreeEnsembleWriter.Replace(node, [Stump([0])])) is { } seat
        && TreeEnsembleReader.Read(seat.Node) is { } ensemble
            ? new TreeSeat(seat, ensemble)
            : null;

    /// <summary>The target's graph with other trees.</summary>
    /// <param name="trees">Trees of as many columns as the target's.</param>
    public ModelProto With(IReadOnlyList<DecisionTree> trees) => seat.With(node => TreeEnsembleWriter.Replace(node, trees));

    public OnnxClassifier Open(IReadOnlyList<DecisionTree> trees) => seat.Open(node => TreeEnsembleWriter.Replace(node, trees));

    /// <summary>The target with sums that are the same for every record.</summary>
    /// <param name="sums">One a column.</param>
    /// <param name="positive">Whether no leaf may be negative.</param>
    public OnnxClassifier Constant(double[] sums, bool positive) => Open(positive
        ? [Stump([.. sums.Select(static sum => (float)sum)])]
        : [Stump([.. sums.Select(static sum => (float)(sum - Negative))]), Stump([.. sums.Select(static _ => Negative)])]);

    private static DecisionTree Stump(float[] values) => new([0], [0], [-1], [-1], values, values.Length);
}
