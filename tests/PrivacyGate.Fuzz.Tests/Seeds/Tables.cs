using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.Fuzz.Tests.Seeds;

/// <summary>Records of the samples, a few lines each, with the model inputs they are for.</summary>
internal static class Tables
{
    private const int Lines = 25;
    private const int BatchSize = 7;

    private static readonly Layout[] Layouts =
    [
        new(["samples", "data", "members.csv"], "diagnosis", ["benign", "malignant"], [new ModelInput("x", ElementKind.Float32, [30])]),
        new(["tests", "fixtures", "mlnet", "data", "iris-members.csv"], "Species", ["Iris-setosa", "Iris-versicolor", "Iris-virginica"], [.. Columns(ElementKind.Float32, "SepalLength", "SepalWidth", "PetalLength", "PetalWidth")]),
        new(["tests", "fixtures", "mlnet", "data", "election-members.csv"], "Vote", ["Clinton", "Dole"],
            [.. Columns(ElementKind.Text, "SelfLR", "Educ", "Party"), .. Columns(ElementKind.Float32, "Popul", "Age"), .. Columns(ElementKind.Int64, "TVnews"), .. Columns(ElementKind.Boolean, "VotesDole"), .. Columns(ElementKind.Float64, "Income")]),
        new(["tests", "fixtures", "mlnet", "data", "messages-members.csv"], "IsComplaint", null, [.. Columns(ElementKind.Text, "Text")]),
    ];

    private static readonly Layout Numbered = new([], "label", null, [new ModelInput("x", ElementKind.Float32, [-1])]);

    private static readonly string[] Commas = [.. Layouts.Select(static layout => string.Join('\n', File.ReadLines(Repository.Path(layout.File)).Take(Lines)) + "\n")];

    private static readonly string[] Tabs = [.. Commas.Select(static text => text.Replace(',', '\t'))];

    public static IReadOnlyList<string> Texts(char separator) => separator == ',' ? Commas : Tabs;

    public static void Preview(string path) => _ = DataPreview.Of(path);

    /// <summary>Every record, for the model that the columns remind of; then some of them again, filtered and sliced.</summary>
    public static void ReadAll(string path, CancellationToken cancellation)
    {
        var location = new SourceLocation(path);
        var file = SpecFile.Resolve(path, string.Empty, location);
        var reader = RecordReader.Open(new RecordSource("members", file, null));
        var layout = Layouts.FirstOrDefault(layout => reader.Columns.Any(column => column.Name == layout.Label)) ?? Numbered;
        var label = new SpecValue<string>(layout.Label, location);
        var keys = new RecordKeys(label, layout == Numbered ? new SpecValue<IReadOnlyList<string>>(["x"], location) : null);
        var records = Count(reader, layout, keys, cancellation);
        if (records > 0)
        {
            // The label may have every role but that of a feature.
            var some = RecordReader.Open(new RecordSource("members", file, new RowFilter(layout.Label, false, "0", location)));
            _ = Count(some, layout, keys with { Subject = label, Slices = new SpecValue<IReadOnlyList<string>>([layout.Label], location), FilterColumns = [layout.Label] }, cancellation);
        }
    }

    private static int Count(RecordReader reader, Layout layout, RecordKeys keys, CancellationToken cancellation)
    {
        var plan = FeaturePlan.Match(layout.Inputs, [reader], keys);
        var labels = LabelMap.Create(new ClassList(layout.Classes?.Length ?? 0, layout.Classes), null);
        return reader.Read(plan, labels, BatchSize, cancellation).Sum(static batch => batch.Count);
    }

    private static IEnumerable<ModelInput> Columns(ElementKind kind, params string[] names) => names.Select(name => new ModelInput(name, kind, [1]));

    /// <param name="File">Where the records lie, from the repository's root.</param>
    /// <param name="Label">The column with the class.</param>
    /// <param name="Classes">Its values, or null for whole numbers.</param>
    /// <param name="Inputs">Those of a model for them.</param>
    private sealed record Layout(string[] File, string Label, string[]? Classes, IReadOnlyList<ModelInput> Inputs);
}
