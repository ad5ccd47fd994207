using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Refuses a model whose shape is not recognised, or which is not a classifier: what was seen, and the spec keys that settle it.</summary>
internal sealed class ModelRefusal(string path, GraphView view)
{
    private const string Keys = "Say which output to read in the spec: \"output\": {\"name\": \"...\", \"kind\": \"probabilities, logits, log-probabilities or label\"}.";

    /// <summary>PG0026.</summary>
    public InputException Unknown(string why) => Refusal.Of(
        DiagnosticIds.ModelShapeUnknown, path, $"{why} Inputs: {List(view.FedInputs)}. Outputs: {List(view.Graph.Output.Where(IsMade))}. {Keys}");

    /// <summary>PG0026 for a model with several outputs that could hold the scores.</summary>
    /// <param name="candidates">Names of these outputs.</param>
    public InputException Several(IEnumerable<string> candidates)
    {
        HashSet<string> names = [.. candidates];
        return Refusal.Of(
            DiagnosticIds.ModelShapeUnknown,
            path,
            $"Several outputs could be the scores: {string.Join(", ", names.Select(static name => $"'{name}'"))}. Inputs: {List(view.FedInputs)}. Outputs: {List(view.Graph.Output.Where(output => names.Contains(output.Name)))}. {Keys}");
    }

    /// <summary>PG0029.</summary>
    public InputException NotAClassifier(TaskGuess task)
    {
        var cure = task.KindOverrules
            ? " If it is a classifier all the same, say how to read its output in the spec: \"output\": {\"kind\": \"logits\"} (or probabilities, log-probabilities, label)."
            : " Audit a model that answers with one class, or one score a class, for each record.";
        return Refusal.Of(
            DiagnosticIds.NotAClassifier, path, $"The model is not a classifier: it looks like {task.Task}, because {task.Reason}. PrivacyGate audits classifiers.{cure}");
    }

    /// <summary>False for an input handed on.</summary>
    private bool IsMade(ValueInfoProto output) => view.ProducerOf(Passage.Origin(view, output.Name)) is not null;

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
