using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>What to say of a label that is none of the classes.</summary>
internal static class LabelDiagnostic
{
    public static InputException Of(LabelMap labels, string column, RecordSource source, SourceLocation place, ValueCounts seen)
    {
        var start = $"{MessageText.Plain(source.File.Path)}, label column {MessageText.Quote(column)}: the label is none of the model's classes ({labels.Describe()})";
        var cure = seen.IsFull ? "the column holds many different values: is it the label? Where it is the target of a regression, there is no class to audit: PrivacyGate audits classifiers"
            : labels.Names is null && (labels.ClassCount == 0 || seen.Different <= labels.ClassCount)
                ? "add \"classes\" with the labels in the order of the model's scores"
                : "mend the data, or the list 'classes'";
        var told = !ColumnNames.MayIdentify(column) && seen.Told is { } values ? $"labels from here on: {MessageText.List(values, ValueCounts.MostTold)}" : $"from here on the column holds {seen.Amount()}";
        return new InputException(Diagnostic.Error(DiagnosticIds.LabelOutsideClasses, $"{start}; {told}; {cure}", place));
    }
}
