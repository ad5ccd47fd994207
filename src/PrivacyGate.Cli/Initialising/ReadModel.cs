using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Initialising;

/// <summary>A model as <c>init</c> reads it.</summary>
/// <param name="Inspection">What it takes and answers.</param>
/// <param name="Kind">What the spec has to say of its output, or null.</param>
/// <param name="Reason">Why, in words; null where there is nothing to say.</param>
internal sealed record ReadModel(ModelInspection Inspection, string? Kind, string? Reason)
{
    /// <summary>A file alone cannot show what a single number or a row without names is; the values of the label can.</summary>
    public static ReadModel Of(OnnxFile file, InitOptions options, DataPreview preview, CancellationToken cancellation)
    {
        if (options.Task is { } named)
        {
            return new ReadModel(ModelInspection.Of(file, new ModelOverrides(OutputKind: options.Kind) { Task = named }, cancellation), options.Kind, null);
        }

        if (options.Kind is null && ModelInspection.SureTask(file) is { } task)
        {
            return new ReadModel(
                ModelInspection.Of(file, new ModelOverrides { Task = task }, cancellation), null, $"Task {ModelTasks.Name(task)}: the model answers a number, and nothing in it is a class.");
        }

        if (options.Kind is { } stated)
        {
            return new ReadModel(ModelInspection.Of(file, new ModelOverrides(OutputKind: stated), cancellation), stated, null);
        }

        try
        {
            return new ReadModel(ModelInspection.Of(file, cancellation: cancellation), null, null);
        }
        catch (InputException unclear) when (unclear.Diagnostic.Id is DiagnosticIds.ModelShapeUnknown or DiagnosticIds.NotAClassifier)
        {
            if (AsLogits(file, LabelOf(options, preview), cancellation) is { } logits)
            {
                return logits;
            }

            throw;
        }
    }

    /// <summary>The reading as logits, if it gives as many classes as the label has values.</summary>
    private static ReadModel? AsLogits(OnnxFile file, ColumnPreview? label, CancellationToken cancellation)
    {
        if (label is null)
        {
            return null;
        }

        try
        {
            var model = ModelInspection.Of(file, new ModelOverrides(OutputKind: OutputKinds.Logits), cancellation);
            return model.Classes.Count == label.DistinctCount
                ? new ReadModel(model, OutputKinds.Logits, FormattableString.Invariant($"Output kind logits: the file does not show how to read the output, and label {label.Name} has {label.DistinctCount} values, as many as logits would tell apart. Question: is the model a classifier of {label.Name}?"))
                : null;
        }
        catch (InputException)
        {
            // The first refusal says more: it was made without a guess.
            return null;
        }
    }

    private static ColumnPreview? LabelOf(InitOptions options, DataPreview preview) =>
        (options.Label ?? (preview.LabelGuess is { } guess && preview.MayTell(guess) ? guess : null)) is { } name ? preview.Columns.FirstOrDefault(column => column.Name == name) : null;
}
