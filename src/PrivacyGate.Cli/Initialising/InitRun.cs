using System.Globalization;
using PrivacyGate.Cli.Console;
using PrivacyGate.Gating;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Graphs;
using PrivacyGate.Onnx.Inspection;

namespace PrivacyGate.Cli.Initialising;

/// <summary>The whole of <c>init</c>: look, guess, say what was guessed, write.</summary>
internal static class InitRun
{
    public static ExitCode Run(InitOptions options) => Guarded.Run(_ =>
    {
        var starter = Look(options);
        SpecWriter.Write(options.Config, starter, options.Force);
        Terminal.Print([.. starter.Facts, $"wrote {options.Config}; look it over, then run: privacygate check --config {options.Config}"]);
        return ExitCode.Pass;
    });

    private static StarterSpec Look(InitOptions options)
    {
        var files = new FileGuess(".");
        var modelPath = options.Model ?? files.Model();
        var model = ModelInspection.Of(OnnxFile.Read(modelPath));
        var (members, nonMembers) = options is { Members: { } m, NonMembers: { } n } ? (m, n) : Guess(options, files);
        var preview = DataPreview.Of(members);
        var found = options.Label is { } stated ? new FoundLabel(stated, "as named") : FoundLabel.Of(model, preview);
        var label = found?.Column ?? throw Refuse("which column holds the class was not found; name it with --label");
        var split = members == nonMembers ? preview.Split ?? throw Refuse($"{members} would be both sides, and no column tells members from non-members; name the files with --members and --non-members") : null;
        var relativeTo = Path.GetDirectoryName(Path.GetFullPath(options.Config))!;
        return new StarterSpec(
            Relative(relativeTo, modelPath),
            new StarterSource(Relative(relativeTo, members), split is null ? null : $"{split.Column} == {split.MemberValue}"),
            new StarterSource(Relative(relativeTo, nonMembers), split is null ? null : $"{split.Column} == {split.NonMemberValue}"),
            label,
            ClassesToState(model.Classes, preview, label),
            Budget.Default,
            [.. Facts(modelPath, model, members, preview, found)]);
    }

    private static (string Members, string NonMembers) Guess(InitOptions options, FileGuess files)
    {
        var (members, nonMembers) = files.Data();
        return (options.Members ?? members, options.NonMembers ?? nonMembers);
    }

    /// <summary>The texts of the label, when the model does not list its classes and they are no numbers: somebody has to say which score is whose.</summary>
    private static IReadOnlyList<string>? ClassesToState(ClassList classes, DataPreview preview, string label)
    {
        var values = preview.Columns.FirstOrDefault(column => column.Name == label)?.Values ?? [];
        var areNumbers = values.All(static value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        return classes.Names is null && !areNumbers && values.Count > 0 ? values : null;
    }

    private static IEnumerable<string> Facts(string modelPath, ModelInspection model, string members, DataPreview preview, FoundLabel label)
    {
        yield return $"Model {modelPath}:";
        foreach (var line in model.Recognition)
        {
            yield return "  " + line;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"Data {members}: {preview.Columns.Count} columns, {preview.RowsSampled} rows looked at.");
        yield return $"Label column {label.Column}: {label.Reason}.";
        if (ClassesToState(model.Classes, preview, label.Column) is not null)
        {
            yield return "The model does not name its classes; 'classes' below lists the labels in alphabetical order, check that this is the order of its scores.";
        }
    }

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/');

    private static InputException Refuse(string message) => new(Diagnostic.Error(DiagnosticIds.Usage, message));
}
