using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

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

    /// <summary>PG0026 for a model that the spec says to be of a task other than classification.</summary>
    public InputException NoValues(ModelTask task, string why) => Refusal.Of(
        DiagnosticIds.ModelShapeUnknown,
        path,
        $"{why} The spec says \"task\": \"{ModelTasks.Name(task)}\". Inputs: {List(view.FedInputs)}. Outputs: {List(view.Graph.Output.Where(IsMade))}. Name the output that answers: \"output\": {{\"name\": \"...\"}}, or change the task.");

    /// <summary>PG0029.</summary>
    public InputException NotAClassifier(TaskGuess task)
    {
        var written = task.SpecTask is { } other
            ? $"Audit it as what it is: write \"task\": \"{ModelTasks.Name(other)}\" in the spec{(task.MayRank ? ", or for a ranking \"task\": \"ranking\" and \"group\": the column of the query" : "")}."
            : task.HasManyParts ? "Export it with one number a record, such as the mean loss of its parts, and write \"task\": \"score\" in the spec."
            : "No task that PrivacyGate audits goes with that.";
        var cure = task.KindOverrules
            ? " If it is a classifier all the same, say how to read its output in the spec: \"output\": {\"kind\": \"logits\"} (or probabilities, log-probabilities, label)."
            : "";
        return Refusal.Of(
            DiagnosticIds.NotAClassifier, path, $"The model is not a classifier: it looks like {task.Task}, because {task.Reason}. {written}{cure}");
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
