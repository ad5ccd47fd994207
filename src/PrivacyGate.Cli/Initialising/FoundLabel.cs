using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The column that holds the class.</summary>
/// <param name="Column">Its name in the data.</param>
/// <param name="Reason">Why it is taken for the label, in words.</param>
internal sealed record FoundLabel(string Column, string Reason)
{
    /// <summary>The column that the user names.</summary>
    /// <exception cref="InputException">PG0034: the data have no such column.</exception>
    public static FoundLabel Named(string column, DataPreview preview) => Has(preview, column)
        ? new FoundLabel(column, "as named")
        : throw new InputException(Diagnostic.Error(DiagnosticIds.ColumnMissing, $"the members have no column {MessageText.Quote(column)} (--label){Hint(column, preview)}"));

    /// <summary>The strongest evidence first: the model's own label input, then values that are the model's classes, then names.</summary>
    /// <returns>Null when nothing speaks for any column.</returns>
    public static FoundLabel? Of(ModelInspection model, DataPreview preview)
    {
        if (model.UnusedInputs.FirstOrDefault(input => input.IsLabel && Has(preview, input.Name)) is { } input)
        {
            return new FoundLabel(input.Name, "the model was trained with it as label");
        }

        if (model.Task == ModelTask.Classification && model.Classes.Names is { } names && preview.Columns.Where(column => preview.MayTell(column.Name) && HoldsClasses(column, names)).Take(2).ToList() is [var only])
        {
            return new FoundLabel(only.Name, "its values are the model's classes");
        }

        if (model.Task != ModelTask.Classification)
        {
            return null;
        }

        return preview.LabelGuess is { } guess && preview.MayTell(guess) && CouldHold(model, preview.Columns.First(column => column.Name == guess))
            ? new FoundLabel(guess, "a guess, check it")
            : OnlyUnusedInput(model, preview);
    }

    /// <summary>Names of columns may be values: of a file without a header line, or of a table of flags. So none is told but the one that was meant.</summary>
    private static string Hint(string column, DataPreview preview) =>
        !preview.HasHeader ? "; if its first line is a record, add a header line"
        : Suggestion.For(column, preview.Columns.Select(static one => one.Name)) is { } near ? $"; did you mean {MessageText.Quote(near)}?"
        : FormattableString.Invariant($"; its first line names {preview.Columns.Count} columns, check the name there");

    /// <summary>Exporters that make every column an input leave the label without a path to the answers.</summary>
    private static FoundLabel? OnlyUnusedInput(ModelInspection model, DataPreview preview)
    {
        var possible = preview.Columns.Where(column => column.MayBeLabel && CouldHold(model, column) && model.UnusedInputs.Any(input => input.Name == column.Name)).Take(2).ToList();
        return possible is [var only] ? new FoundLabel(only.Name, "the only input of few values that the answers do not depend on, check it") : null;
    }

    private static bool Has(DataPreview preview, string name) => preview.Columns.Any(column => column.Name == name);

    private static bool HoldsClasses(ColumnPreview column, IReadOnlyList<string> names) =>
        column.Values.Count > 1 && column.MissingCount == 0 && column.Values.All(value => names.Contains(value) || names.Contains(value.Trim()));

    /// <summary>A column that feeds the model, or has more values than the model has classes, is not the label.</summary>
    private static bool CouldHold(ModelInspection model, ColumnPreview column) =>
        model.Inputs.All(input => input.Name != column.Name || model.Inputs.Count == 1) && (model.Classes.Count == 0 || column.DistinctCount <= model.Classes.Count);
}
