namespace PrivacyGate.IO.Sinks;

/// <summary>PG0020 to PG0043: models and records that cannot be read, and exempt models that are not there.</summary>
internal static class InputRules
{
    private static readonly string[] Tags = ["input"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Error(
            DiagnosticIds.FileNotFound, nameof(DiagnosticIds.FileNotFound), "File not found",
            "A model or data file named by the spec does not exist.",
            "Correct the path; it is read relative to the spec file."),
        Error(
            DiagnosticIds.FileUnreadable, nameof(DiagnosticIds.FileUnreadable), "File unreadable",
            "A file exists but cannot be read: no permission, truncated, or damaged.",
            "Check its permissions, then fetch or write it again."),
        Error(
            DiagnosticIds.NotAnOnnxModel, nameof(DiagnosticIds.NotAnOnnxModel), "Not an ONNX model",
            "The model file is not ONNX; often it is a Git LFS pointer or another export format.",
            "Run 'git lfs pull', or export the model to ONNX."),
        Error(
            DiagnosticIds.ExternalDataRefused, nameof(DiagnosticIds.ExternalDataRefused), "External data refused",
            "The model keeps weights in a file outside its own folder, which PrivacyGate does not open.",
            "Put the weight file beside the model and name it without '..' or an absolute path."),
        Error(
            DiagnosticIds.TensorTooLarge, nameof(DiagnosticIds.TensorTooLarge), "Tensor too large",
            "A tensor claims more elements than the file holds or than can be addressed.",
            "Export the model again; the file is damaged or was made to do harm."),
        Error(
            DiagnosticIds.GraphMalformed, nameof(DiagnosticIds.GraphMalformed), "Graph malformed",
            "The model's graph is not sound: a cycle, a missing value, or one name for two values.",
            "Export the model again and check it with onnx.checker."),
        Error(
            DiagnosticIds.ModelShapeUnknown, nameof(DiagnosticIds.ModelShapeUnknown), "Inputs or outputs not recognised",
            "PrivacyGate cannot tell how records become this model's inputs, or which output is the prediction.",
            "Run 'privacygate inspect' on the model and name inputs and output in the spec."),
        Error(
            DiagnosticIds.ModelFailed, nameof(DiagnosticIds.ModelFailed), "Model failed while predicting",
            "ONNX Runtime refused the model or failed while it predicted the records.",
            "Run the model on one record with the same ONNX Runtime; the message names its reason."),
        Error(
            DiagnosticIds.FileChanged, nameof(DiagnosticIds.FileChanged), "File changed during the audit",
            "A file was written while it was being audited, so the figures would be of neither version.",
            "Run again when whatever writes the file is done."),
        Error(
            DiagnosticIds.NotAClassifier, nameof(DiagnosticIds.NotAClassifier), "Not a classifier",
            "The model looks like a regression, a clustering, an embedding or another task; PrivacyGate audits classifiers.",
            "Audit the classifier; where the message offers it, say with 'output.kind' how to read the output."),
        Error(
            DiagnosticIds.RaggedRow, nameof(DiagnosticIds.RaggedRow), "Row of another length",
            "A row of the table has more or fewer cells than the header.",
            "Mend the row at the line given; a text with a comma needs quotes."),
        Error(
            DiagnosticIds.MissingCell, nameof(DiagnosticIds.MissingCell), "Value missing",
            "A cell that the model needs is empty; PrivacyGate never fills one in.",
            "Fill it the way the training code did, or leave the row out."),
        Error(
            DiagnosticIds.CellNotNumber, nameof(DiagnosticIds.CellNotNumber), "Value is not a number",
            "A cell that feeds a numeric input is not a finite number.",
            "Write numbers with a point and without thousands marks; NaN and Infinity are refused."),
        Error(
            DiagnosticIds.LabelOutsideClasses, nameof(DiagnosticIds.LabelOutsideClasses), "Label outside the model's classes",
            "A record's label is none of the classes the model can predict.",
            "Correct the label column, or state in the spec which label is which class."),
        Error(
            DiagnosticIds.ColumnMissing, nameof(DiagnosticIds.ColumnMissing), "Column missing",
            "The data lacks a column that the spec or the model names.",
            "Correct the name; the message names the nearest column that is there."),
        Error(
            DiagnosticIds.ColumnsDiffer, nameof(DiagnosticIds.ColumnsDiffer), "Members and non-members differ in columns",
            "The two data files do not have the same columns, so their records cannot be compared.",
            "Export both with the same columns and the same preparation."),
        Error(
            DiagnosticIds.NoRecords, nameof(DiagnosticIds.NoRecords), "No records",
            "A side of the audit has no record, perhaps because its filter matches none.",
            "Correct the file or the 'where' filter; an empty side is never a pass."),
        Error(
            DiagnosticIds.DataFormat, nameof(DiagnosticIds.DataFormat), "Data format not understood",
            "The data file is of a format, or a variety of one, that PrivacyGate does not read.",
            "Use .csv, .csv.gz, .tsv, .tsv.gz or .npz."),
        Error(
            DiagnosticIds.FeaturesDoNotFit, nameof(DiagnosticIds.FeaturesDoNotFit), "Features do not fit the model",
            "The data has another number or shape of feature columns than the model's input takes.",
            "Name the columns in the model's order with 'features', or leave out those that are none."),
        Error(
            DiagnosticIds.DuplicateColumn, nameof(DiagnosticIds.DuplicateColumn), "Column named twice",
            "Two columns of the data have one name, so it is not clear which is meant.",
            "Rename one of them."),
        Error(
            DiagnosticIds.TooManyValues, nameof(DiagnosticIds.TooManyValues), "Too many values at once",
            "Records times features, or records times classes, are more values than fit into memory as one block (2,147,483,591).",
            "Audit fewer records, by a 'where' filter or by a random part of the files."),
        Error(
            DiagnosticIds.LocaleMissing, nameof(DiagnosticIds.LocaleMissing), "Locale missing",
            "A text model changes letters by a locale of the system that is not installed.",
            "Install the locale that the message names, usually en_US.UTF-8."),
        Error(
            DiagnosticIds.HeaderMissing, nameof(DiagnosticIds.HeaderMissing), "Header line missing",
            "The first line of a data file looks like a record, so its columns have no names.",
            "Write a first line that names the columns; to_csv in pandas does so unless header=False."),
        new(
            DiagnosticIds.ExemptionUnused, nameof(DiagnosticIds.ExemptionUnused), Severity.Warning, "Exemption without a file",
            "A PrivacyGateExempt item names a file that does not exist, so it would exempt any model that is put there later.",
            "Correct the path, or remove the item.", Tags),
    ];

    private static Rule Error(string id, string name, string title, string cause, string cure) =>
        new(id, name, Severity.Error, title, cause, cure, Tags);
}
