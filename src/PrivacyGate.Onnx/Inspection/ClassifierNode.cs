using Google.Protobuf;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The classifiers of ONNX's machine-learning domain: label first, scores second, squashed by <c>post_transform</c>.</summary>
internal static class ClassifierNode
{
    private static readonly string[] Operators = ["LinearClassifier", "TreeEnsembleClassifier", "SVMClassifier"];

    public static bool IsOne(NodeProto node) => Operators.Any(node.IsMachineLearning);

    /// <summary>The scores of such a node, and how to have them unsquashed.</summary>
    public static ScoreSource Source(GraphView view, NodeProto node, string declared)
    {
        var transform = node.Text("post_transform", "NONE");
        ScoreReading[] readings = transform switch
        {
            "SOFTMAX" => [ScoreReading.Logits],

            // Two rows of coefficients are one-versus-rest; a single one comes out as (-z, z) or (1 - z, z),
            // depending on the operator. The probe tells which reading is right.
            "LOGISTIC" => [ScoreReading.OneVersusRest, ScoreReading.Logits],
            _ => [],
        };

        // Probability calibration (Platt) of a support vector machine is no post_transform.
        var plain = node.Floats("prob_a").Count == 0;
        var copy = readings.Length > 0 && plain ? Unsquashed(view, node) : node;
        return new ScoreSource(null, new ScoreSignal(declared, ScoreReading.Undecided), Certainty.ScoreOperator, node.OpType, node)
        {
            Exact = plain ? [.. readings.Select(reading => new ExactSignal(new ScoreSignal(copy.Output[1], reading), [copy]))] : [],
            ClassNames = ClassNames.Of(node),
        };
    }

    /// <summary>The same node once more, with its scores as they are before <c>post_transform</c>.</summary>
    private static NodeProto Unsquashed(GraphView view, NodeProto node)
    {
        var copy = node.Clone();
        copy.Name = GraphSurgery.FreeName(view, "privacygate/unsquashed");
        copy.Output[0] = GraphSurgery.FreeName(view, "privacygate/unsquashed/label");
        copy.Output[1] = GraphSurgery.FreeName(view, "privacygate/unsquashed/scores");
        copy.Attribute("post_transform")!.S = ByteString.CopyFromUtf8("NONE");
        return copy;
    }
}
