using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>
/// ML.NET numbers classes 1..n by their first occurrence in the training data (MapValueToKey), and its multi-class
/// models know those keys only. The file says which label each key is: in the table behind the label, in the table on
/// the label column, and in the slot names of the scores.
/// </summary>
internal static class MlNetKeys
{
    private const string SlotNames = "mlnet.Score.SlotNames";

    public static bool Made(ModelProto model) => model.ProducerName.StartsWith("ML.NET", StringComparison.OrdinalIgnoreCase);

    /// <summary>The label of each score, or null when the file does not say.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="used">Inputs with a path to the answers.</param>
    /// <param name="classes">Number of scores.</param>
    public static IReadOnlyList<string>? Labels(GraphView view, IReadOnlySet<string> used, int classes) => FromSlotNames(view, classes) ?? FromLabelColumn(view, used, classes);

    /// <summary>The labels of a column's table, by their keys 1..n; null when the input enters no such table.</summary>
    public static IReadOnlyList<string>? OfColumn(GraphView view, string input) => view.ConsumersOf(input)
        .Where(static node => node.IsMachineLearning("LabelEncoder"))
        .Select(static node => LabelTable.Of(node)?.Numbered(1))
        .FirstOrDefault(static labels => labels is not null);

    private static IReadOnlyList<string>? FromSlotNames(GraphView view, int classes)
    {
        NodeProto? node = view.Graph.Node.FirstOrDefault(static node => node.IsMachineLearning("LabelEncoder") && (node.Name == SlotNames || node.At(0) == SlotNames));
        return node is not null && LabelTable.Of(node)?.Numbered(0) is { } names && names.Count == classes ? names : null;
    }

    /// <summary>The label column feeds its table and no score. Two such columns would contradict each other.</summary>
    private static IReadOnlyList<string>? FromLabelColumn(GraphView view, IReadOnlySet<string> used, int classes)
    {
        IReadOnlyList<string>[] tables =
        [
            .. view.FedInputs.Where(input => !used.Contains(input.Name))
                .Select(input => OfColumn(view, input.Name)).OfType<IReadOnlyList<string>>()
                .Where(labels => labels.Count == classes),
        ];
        return tables.Length > 0 && tables.All(table => table.SequenceEqual(tables[0])) ? tables[0] : null;
    }
}
