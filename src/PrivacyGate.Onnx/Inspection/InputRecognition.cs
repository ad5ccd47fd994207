using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>The inputs a model wants, and the batch it was exported with.</summary>
/// <param name="Inputs">Without their batch axis.</param>
/// <param name="FixedBatch">The batch all inputs are fixed to, or null when it is open.</param>
internal sealed record InputRecognition(IReadOnlyList<ModelInput> Inputs, long? FixedBatch)
{
    public static InputRecognition Of(string path, GraphView view)
    {
        ValueInfoProto[] fed = [.. view.FedInputs];
        if (fed.Length == 0)
        {
            throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, "The model has no input that records could feed. Export it with its features as inputs.");
        }

        ModelInput[] inputs = [.. fed.Select(input => Recognise(path, view, input))];
        long[] batches = [.. fed.Select(input => view.ShapeOf(input.Name)?[0] ?? -1).Where(static axis => axis >= 0).Distinct()];
        return batches.Length > 1 || batches.Contains(0)
            ? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"The model's inputs are fixed to different batches ({string.Join(", ", batches)}). Export it with an open batch axis.")
            : new InputRecognition(inputs, batches.Length == 1 ? batches[0] : null);
    }

    private static ModelInput Recognise(string path, GraphView view, ValueInfoProto input)
    {
        if (ElementType.Kind(view.ElementTypeOf(input.Name)) is not { } kind)
        {
            string type = input.Type?.TensorType is { } tensor ? ElementType.Name(tensor.ElemType) : "no tensor";
            throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{input.Name}' is {type}; records can feed float32, float64, float16, int32, int64, bool and text. Export the model with such an input.");
        }

        long[] shape = view.ShapeOf(input.Name) ?? [-1, -1];
        return shape.Length == 0
            ? throw Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{input.Name}' is one number for the whole batch, which no record can feed. Export the model with that number as a constant.")
            : new ModelInput(input.Name, kind, [.. shape[1..].Select(axis => axis <= int.MaxValue ? (int)axis : throw TooWide(path, input.Name))]);
    }

    private static InputException TooWide(string path, string name) =>
        Refusal.Of(DiagnosticIds.ModelShapeUnknown, path, $"Input '{name}' wants more than 2^31 values a record. Export the model again.");
}
