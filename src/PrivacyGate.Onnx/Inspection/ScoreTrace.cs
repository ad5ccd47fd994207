using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Follows a value back to the operator that made scores of it.</summary>
internal static class ScoreTrace
{
    /// <param name="view">The graph.</param>
    /// <param name="value">The value to explain.</param>
    /// <param name="output">The graph output it is shown as, or null.</param>
    public static ScoreSource Of(GraphView view, string value, string? output)
    {
        var declared = value;
        var at = value;
        IReadOnlyList<string>? names = null;
        var normalised = false;
        while (view.ProducerOf(at) is { } node)
        {
            if (node.IsMachineLearning("ZipMap"))
            {
                names = ClassNames.Of(node);
                at = declared = node.At(0);
            }
            else if (at == declared && node.Is("Squeeze") && node.Input.Count == 1 && node.Ints("axes").Count == 0)
            {
                // Without axes it takes away the axis of a single record, too.
                at = declared = node.At(0);
            }
            else if (Passage.HandsOn(node, at))
            {
                at = node.At(0);
            }
            else if (!normalised && Normalised(view, node) is { } inner)
            {
                normalised = true;
                at = inner;
            }
            else
            {
                var source = Made(view, node, at, declared, normalised) with { Output = output };
                return source with { ClassNames = names ?? source.ClassNames };
            }
        }

        return new ScoreSource(output, new ScoreSignal(declared, ScoreReading.Undecided), Certainty.None, "a model input", null);
    }

    private static ScoreSource Made(GraphView view, NodeProto node, string at, string declared, bool normalised)
    {
        ScoreSource Source(ScoreReading reading, Certainty certainty, params ExactSignal[] exact) =>
            new(null, new ScoreSignal(declared, reading), certainty, node.OpType, node) { Exact = exact };

        if (node.Is("Softmax"))
        {
            return Source(ScoreReading.Probabilities, Certainty.ScoreOperator, Inside(node.At(0), ScoreReading.Logits));
        }

        if (node.Is("LogSoftmax"))
        {
            return Source(ScoreReading.LogProbabilities, Certainty.ScoreOperator, Inside(node.At(0), ScoreReading.Logits));
        }

        if (node.Is("Sigmoid"))
        {
            return normalised
                ? Source(ScoreReading.Probabilities, Certainty.ScoreOperator, Inside(node.At(0), ScoreReading.OneVersusRest))
                : Source(ScoreReading.SingleProbability, Certainty.ScoreOperator, Inside(node.At(0), ScoreReading.SingleLogit), Inside(node.At(0), ScoreReading.OneVersusRest));
        }

        if (DecomposedSoftmax(view, node) is { } logits)
        {
            return Source(ScoreReading.Probabilities, Certainty.ScoreOperator, Inside(logits, ScoreReading.Logits)) with { Maker = "Softmax" };
        }

        if (BothSides(view, node) is { } logit)
        {
            return Source(ScoreReading.Probabilities, Certainty.ScoreOperator, Inside(logit, ScoreReading.SingleLogit)) with { Maker = "Sigmoid" };
        }

        return ClassifierNode.IsOne(node) && node.Output.Count > 1 && node.Output[1] == at ? ClassifierNode.Source(view, node, declared)
            : LastLayer.Behind(view, at) is not null ? Source(ScoreReading.Undecided, Certainty.LinearLayer)
            : Source(ScoreReading.Undecided, Certainty.Numbers);
    }

    private static ExactSignal Inside(string value, ScoreReading reading) => new(new ScoreSignal(value, reading), []);

    /// <summary>What a node divides by its own sum: Normalizer, or Div by ReduceSum.</summary>
    private static string? Normalised(GraphView view, NodeProto node) =>
        node.IsMachineLearning("Normalizer") && node.Text("norm", "MAX") == "L1" ? node.At(0)
        : node.Is("Div") && view.ProducerOf(node.At(1)) is { } sum && (sum.Is("ReduceSum") || sum.Is("ReduceL1"))
            && sum.At(0) == node.At(0) && view.ProducerOf(node.At(0)) is not { OpType: "Exp" } ? node.At(0)
        : null;

    /// <summary>exp(x) / sum(exp(x)): the input of Exp. A maximum subtracted beforehand moves all logits alike.</summary>
    private static string? DecomposedSoftmax(GraphView view, NodeProto node) =>
        node.Is("Div") && view.ProducerOf(node.At(0)) is { OpType: "Exp" } exp
        && view.ProducerOf(node.At(1)) is { OpType: "ReduceSum" } sum && sum.At(0) == node.At(0)
            ? WithoutMaximum(view, exp.At(0))
            : null;

    private static string WithoutMaximum(GraphView view, string value) =>
        view.ProducerOf(value) is { } sub && sub.Is("Sub") && view.ProducerOf(sub.At(1)) is { } top && top.Is("ReduceMax") && top.At(0) == sub.At(0)
            ? sub.At(0)
            : value;

    /// <summary>The columns (1 - p, p) put together from one sigmoid: its input.</summary>
    private static string? BothSides(GraphView view, NodeProto node) =>
        node.Is("Concat") && node.Input.Count == 2
        && view.ProducerOf(Passage.Origin(view, node.At(1))) is { OpType: "Sigmoid" } sigmoid
        && view.ProducerOf(Passage.Origin(view, node.At(0))) is { OpType: "Sub" } rest
        && Passage.Origin(view, rest.At(1)) == sigmoid.Output[0]
            ? sigmoid.At(0)
            : null;
}
