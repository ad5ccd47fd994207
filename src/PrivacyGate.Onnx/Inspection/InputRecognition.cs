using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The inputs a model wants, and the batch it was exported with.</summary>
/// <param name="Inputs">Without their batch axis.</param>
/// <param name="FixedBatch">The batch all inputs are fixed to, or null when it is open.</param>
internal sealed record InputRecognition(IReadOnlyList<ModelInput> Inputs, long? FixedBatch)
{
    /// <summary>Values a record may have: a picture of 2,000 by 2,000 points in four colours. What claims more is no input of a classifier.</summary>
    public const long MostValues = 1 << 24;

    private const long MostValuesAtOnce = 1 << 26;

    /// <summary>Values of a record, open axes counted as 1.</summary>
    public static long Values(IEnumerable<int> shape) =>
        shape.Aggregate(1L, static (product, axis) => Math.Min(int.MaxValue, product) * Math.Max(1, axis));

    /// <param name="path">The model, for messages.</param>
    /// <param name="view">The graph.</param>
    /// <param name="used">Inputs with a path to the answers; the others are no features.</param>
    /// <param name="ranges">The whole numbers that narrow inputs can hold, by input.</param>
    public static InputRecognition Of(string path, GraphView view, IReadOnlySet<string> used, IReadOnlyDictionary<string, WholeRange> ranges)
    {
        ValueInfoProto[] fed = [.. view.FedInputs.Where(input => used.Contains(input.Name))];
        if (fed.Length == 0)
        {
            throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, "The model has no input that records could feed. Export it with its features as inputs.");
        }

        ModelInput[] inputs = [.. fed.Select(input => Recognise(path, view, input) with { Range = ranges.GetValueOrDefault(input.Name) })];
        long[] batches = [.. fed.Select(input => view.ShapeOf(input.Name)?[0] ?? -1).Where(static axis => axis >= 0).Distinct()];
        var wide = inputs.FirstOrDefault(input => Values(input.RecordShape) > MostValues
            || Values(input.RecordShape) * batches.DefaultIfEmpty(1).Max() > MostValuesAtOnce);
        if (wide is not null)
        {
            throw TooWide(path, wide.Name);
        }

        return batches.Length > 1 || batches.Contains(0)
            ? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"The model's inputs are fixed to different batches ({string.Join(", ", batches)}). Export it with an open batch axis.")
            : new InputRecognition(inputs, batches.Length == 1 ? batches[0] : null);
    }

    private static ModelInput Recognise(string path, GraphView view, ValueInfoProto input)
    {
        if (ElementType.Kind(view.ElementTypeOf(input.Name)) is not { } kind)
        {
            var type = input.Type?.TensorType is { } tensor ? ElementType.Name(tensor.ElemType) : "no tensor";
            throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{input.Name}' is {type}; records can feed numbers of 8 to 64 bits, bool and text. Export the model with such an input.");
        }

        var shape = view.ShapeOf(input.Name) ?? [-1, -1];
        if (shape.Length == 0)
        {
            throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{input.Name}' is one number for the whole batch, which no record can feed. Export the model with that number as a constant.");
        }

        int[] record = [.. shape[1..].Select(axis => axis <= int.MaxValue ? (int)axis : throw TooWide(path, input.Name))];
        var stated = record is [-1] ? StatedWidth.Of(view, input.Name) : null;
        return new ModelInput(input.Name, kind, stated is { IsExact: true } ? [stated.Columns] : record)
        {
            TakesMissing = MissingValueHandling.Reaches(view, input.Name),
            LeastWidth = stated?.Columns ?? 0,
        };
    }

    private static InputException TooWide(string path, string name) =>
        Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{name}' wants more values than a record can have (2^24, and 2^26 in a fixed batch). Export the model again.");
}
