using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Says that a model's shape is not recognised: what was seen, and the spec keys that settle it.</summary>
internal sealed class ModelRefusal(string path, GraphView view)
{
    public InputException Unknown(string why) => Refusal.Of(
        DiagnosticIds.ModelShapeUnknown,
        path,
        $"{why} Inputs: {List(view.FedInputs)}. Outputs: {List(view.Graph.Output)}. Say which output to read in the spec: "
        + "\"output\": {\"name\": \"...\", \"kind\": \"probabilities, logits, log-probabilities or label\"}.");

    public InputException Failed(string why, Exception? inner = null) => Refusal.Of(DiagnosticIds.ModelFailed, path, why, inner);

    private static string List(IEnumerable<ValueInfoProto> values) => string.Join(", ", values.Take(8).Select(Describe));

    private static string Describe(ValueInfoProto value) => value.Type switch
    {
        { TensorType: { } tensor } => $"{value.Name}: {ElementType.Name(tensor.ElemType)}({Axes(tensor.Shape)})",
        { SequenceType: not null } => $"{value.Name}: sequence",
        { MapType: not null } => $"{value.Name}: map",
        _ => $"{value.Name}: unknown type",
    };

    private static string Axes(TensorShapeProto? shape) =>
        shape is null ? "?" : string.Join(",", shape.Dim.Select(axis => axis.HasDimValue ? ClassNames.Text(axis.DimValue) : "N"));
}
