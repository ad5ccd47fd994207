using System.Globalization;
using PrivacyGate.Cli.Console;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Sinks.Rules;
using PrivacyGate.IO.Spec;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The whole of <c>init</c>: look, guess, say what was guessed, write.</summary>
internal static class InitRun
{
    public static ExitCode Run(InitOptions options) => Guarded.Run(cancellation =>
    {
        var starter = Look(options, cancellation);
        SpecWriter.Write(options.Config, starter, options.Force);
        Terminal.Print([.. starter.Facts, $"wrote {options.Config}; look it over, then run: privacygate check --config {options.Config}"]);
        return ExitCode.Pass;
    });

    private static StarterSpec Look(InitOptions options, CancellationToken cancellation)
    {
        var files = new FileGuess(".");
        var modelPath = options.Model ?? files.Model();
        var (members, nonMembers) = options is { Members: { } m, NonMembers: { } n } ? (m, n) : Guess(options, files);
        var preview = DataPreview.Of(members);
        var (model, kind, kindReason) = ReadModel.Of(OnnxFile.Read(modelPath), options, preview, cancellation);
        var found = options.Label is { } stated ? FoundLabel.Named(stated, preview) : FoundLabel.Of(model, preview);
        var label = !HasTruth(model) ? "" : found?.Column ?? throw Refuse($"which column holds {What(model)} was not found; name it with --label");
        var group = FoundGroup.Of(model, options, preview);
        var split = members == nonMembers ? preview.Split ?? throw Refuse($"{members} would be both sides, and no column tells members from non-members; name the files with --members and --non-members") : null;
        var features = FoundFeatures.Of(model, preview, label);
        var relativeTo = Path.GetDirectoryName(Path.GetFullPath(options.Config))!;
        var guessed = model.Task == ModelTask.Classification ? FoundClasses.Of(model, preview, label) : null;
        var starter = new StarterSpec(
            Relative(relativeTo, modelPath),
            new StarterSource(Relative(relativeTo, members), split is null ? null : $"{split.Column} == {split.MemberValue}"),
            new StarterSource(Relative(relativeTo, nonMembers), split is null ? null : $"{split.Column} == {split.NonMemberValue}"),
            label,
            guessed is { Names.Count: > 0 } ? guessed.Names : null,
            Budget.Default,
            [.. Facts(modelPath, model, members, preview, HasTruth(model) ? found : null), .. new[] { group?.Reason, kindReason, Question(features) }.OfType<string>()])
        {
            Features = features?.Features,
            OutputKind = kind,
            Task = model.Task,
            Group = group?.Column,
            FeedsMissing = MissingColumns(model, preview, label).Count > 0,
        };
        var classes = guessed is { Names.Count: > 0 } ? guessed.Proven(starter, model, options.Config, cancellation) : guessed;
        return classes is null ? starter : starter with { Classes = starter.Classes is null ? null : classes.Names, Facts = [.. starter.Facts, classes.Reason] };
    }

    private static bool HasTruth(ModelInspection model) => model.Task == ModelTask.Classification || ModelTaskWords.HasTarget(model.Task);

    private static string What(ModelInspection model) => model.Task == ModelTask.Classification ? "the class" : "the true value";

    private static (string Members, string NonMembers) Guess(InitOptions options, FileGuess files)
    {
        var (members, nonMembers) = files.Data();
        return (options.Members ?? members, options.NonMembers ?? nonMembers);
    }

    /// <summary>Columns of numbers with missing values that trees would take, though nothing in the graph says they were trained with any.</summary>
    private static List<string> MissingColumns(ModelInspection model, DataPreview preview, string label) =>
        model.HasTrees && model.Inputs.All(static input => !input.TakesMissing)
            ? [.. preview.Columns.Where(column => column.MissingCount > 0 && column.Name != label && column.Type != InferredType.Text).Select(static column => column.Name)]
            : [];

    private static string? Question(FoundFeatures? features) => features is null ? null
        : $"Columns {string.Join(", ", features.LeftOut)} look like numbers of records, and the model takes fewer columns than the file has; 'features' below leaves them out. Question: is that right?";

    private static IEnumerable<string> Facts(string modelPath, ModelInspection model, string members, DataPreview preview, FoundLabel? label)
    {
        yield return $"Model {modelPath}:";
        foreach (var line in model.Recognition)
        {
            yield return "  " + line;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"Data {members}: {preview.Columns.Count} columns, {preview.RowsSampled} rows looked at.");
        if (label is not null)
        {
            yield return $"{(model.Task == ModelTask.Classification ? "Label" : "Target")} column {label.Column}: {label.Reason}.";
        }

        if (MissingColumns(model, preview, label?.Column ?? "") is { Count: > 0 } missing)
        {
            yield return $"Values are missing in {Told(missing, preview)}: \"missing\": \"nan\" feeds them to the trees as NaN. Question: was the model trained with missing values? If not, fill them as its training did.";
        }
    }

    private static string Told(List<string> columns, DataPreview preview) => preview.HasHeader
        ? $"{string.Join(", ", columns.Take(5))}{(columns.Count > 5 ? " and others" : "")}"
        : string.Create(CultureInfo.InvariantCulture, $"{columns.Count} {(columns.Count == 1 ? "column" : "columns")}");

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/');

    private static InputException Refuse(string message) => new(Diagnostic.Error(DiagnosticIds.Usage, message));
}

/// <summary>What <c>init</c> was asked; docs/cli.md says what each means.</summary>
internal sealed record InitOptions(string? Model, string? Members, string? NonMembers, string? Label, string? Kind, string Config, bool Force)
{
    /// <summary>What the model is trained for; null where the file is to show it.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>The column of the query, of a ranking.</summary>
    public string? Group { get; init; }
}
