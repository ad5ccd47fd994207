using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>An input without a path to the outputs that are read. It is no feature: nothing is fed to it, and it needs no column.</summary>
/// <param name="Name">The name in the model file.</param>
/// <param name="Type">The element type in words, such as <c>text</c> or <c>float32</c>.</param>
/// <param name="Outputs">Graph outputs it has a path to.</param>
/// <param name="Keys">The labels of the table it enters (ML.NET's MapValueToKey), by their numbers; null when it enters none.</param>
/// <param name="IsLabel">True when that table lists exactly the model's classes: then the input is the label column.</param>
public sealed record UnusedInput(string Name, string Type, IReadOnlyList<string> Outputs, IReadOnlyList<string>? Keys, bool IsLabel)
{
    /// <param name="view">The graph.</param>
    /// <param name="used">Inputs with a path to the outputs that are read.</param>
    /// <param name="classes">The model's class names, or null.</param>
    internal static IReadOnlyList<UnusedInput> Of(GraphView view, IReadOnlySet<string> used, IReadOnlyList<string>? classes)
    {
        ValueInfoProto[] unused = [.. view.FedInputs.Where(input => !used.Contains(input.Name))];
        if (unused.Length == 0)
        {
            return [];
        }

        (string Output, HashSet<string> Behind)[] outputs = [.. view.Graph.Output.Select(output => (output.Name, view.BehindOf(output.Name)))];
        return [.. unused.Select(input => Describe(view, input, [.. outputs.Where(output => output.Behind.Contains(input.Name)).Select(static output => output.Output)], classes))];
    }

    private static UnusedInput Describe(GraphView view, ValueInfoProto input, IReadOnlyList<string> outputs, IReadOnlyList<string>? classes)
    {
        var keys = MlNetKeys.OfColumn(view, input.Name);
        var isLabel = keys is not null && classes is not null && keys.Count == classes.Count && keys.ToHashSet(StringComparer.Ordinal).SetEquals(classes);
        return new UnusedInput(input.Name, input.Type?.TensorType is { } tensor ? ElementType.Name(tensor.ElemType) : "no tensor", outputs, keys, isLabel);
    }
}
