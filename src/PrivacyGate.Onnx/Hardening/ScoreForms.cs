using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Onnx.Hardening;

/// <summary>Brings scores of every form into rows of probabilities and back: logits stay logits, one number stays one.</summary>
internal static class ScoreForms
{
    /// <summary>The smallest probability whose logarithm is shown.</summary>
    private const float Least = 1e-7f;

    public static bool Knows(ScoreReading reading) =>
        reading is ScoreReading.Probabilities or ScoreReading.Logits or ScoreReading.LogProbabilities or ScoreReading.SingleProbability or ScoreReading.SingleLogit;

    /// <summary>What guarded scores are, one of <see cref="OutputKinds"/>: logarithms of rounded probabilities add up to anything.</summary>
    public static string Kind(ScoreReading reading) => reading switch
    {
        ScoreReading.Probabilities or ScoreReading.SingleProbability => OutputKinds.Probabilities,
        _ => OutputKinds.Logits,
    };

    /// <param name="nodes">Where nodes are added.</param>
    /// <param name="scores">Scores of any shape and floating-point type, records first.</param>
    /// <param name="reading">Their form.</param>
    /// <returns>Probabilities, float [records, classes].</returns>
    public static string ToProbabilities(GuardNodes nodes, string scores, ScoreReading reading)
    {
        var rows = nodes.Emit("Reshape", [nodes.Cast(scores, ElementType.Float), nodes.Integers(-1, reading.IsSingle() ? 1 : nodes.Classes)]);
        return reading switch
        {
            ScoreReading.Probabilities => rows,
            ScoreReading.Logits => nodes.Emit("Softmax", [rows], Attributes.Int("axis", 1)),
            ScoreReading.LogProbabilities => nodes.Emit("Exp", [rows]),
            ScoreReading.SingleProbability => BothSides(nodes, rows),
            ScoreReading.SingleLogit => BothSides(nodes, nodes.Emit("Sigmoid", [rows])),
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading, "no form that can be guarded"),
        };
    }

    /// <param name="nodes">Where nodes are added.</param>
    /// <param name="guarded">Probabilities, float [records, classes].</param>
    /// <param name="scores">The scores as they were, for shape.</param>
    /// <param name="reading">Their form.</param>
    /// <param name="elementType">Their type.</param>
    /// <returns>Scores of the same form, type and shape as they were.</returns>
    public static string FromProbabilities(GuardNodes nodes, string guarded, string scores, ScoreReading reading, int elementType)
    {
        var rows = reading switch
        {
            ScoreReading.Probabilities => guarded,
            ScoreReading.SingleProbability => Column(nodes, guarded, 1),
            ScoreReading.SingleLogit => nodes.Emit("Sub", [Logarithm(nodes, Column(nodes, guarded, 1)), Logarithm(nodes, Column(nodes, guarded, 0))]),
            _ => Logarithm(nodes, guarded),
        };
        return nodes.Cast(nodes.Emit("Reshape", [rows, nodes.Emit("Shape", [scores])]), elementType);
    }

    private static string BothSides(GuardNodes nodes, string second) =>
        nodes.Emit("Concat", [nodes.Emit("Sub", [nodes.Float(1), second]), second], Attributes.Int("axis", 1));

    private static string Column(GuardNodes nodes, string rows, long column) => nodes.Emit("Gather", [rows, nodes.Integers(column)], Attributes.Int("axis", 1));

    private static string Logarithm(GuardNodes nodes, string probabilities) => nodes.Emit("Log", [nodes.Emit("Max", [probabilities, nodes.Float(Least)])]);
}
