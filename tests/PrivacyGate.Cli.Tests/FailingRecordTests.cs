using System.Globalization;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Run.Reading;
using PrivacyGate.Samples;

namespace PrivacyGate.Cli.Tests;

/// <summary>A model that fails on one record of a batch: which, and by which column.</summary>
public sealed class FailingRecordTests : IDisposable
{
    private static readonly SourceLocation Place = new("privacygate.json", 4, 9);
    private static readonly InputException Failed = new(Diagnostic.Error(DiagnosticIds.ModelFailed, "model.onnx: unknown category 'pilot', idx=7 of 12.0", Place));
    private readonly string root = Directory.CreateTempSubdirectory("privacygate-failing-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("members", 0)]
    [InlineData("members", 6)]
    [InlineData("members", 40)]
    [InlineData("holdout", 0)]
    [InlineData("holdout", 17)]
    [InlineData("holdout", 40)]
    public void Line_and_column_are_named(string side, int bad)
    {
        var members = Write("members", side == "members" ? bad : -1);
        var holdout = Write("holdout", side == "holdout" ? bad : -1);

        var found = Find([members, holdout]);

        Assert.NotNull(found);
        var (path, line, column) = (found.Diagnostic.Location!.Path, found.Diagnostic.Location.Line, found.Diagnostic.Location.Column);
        Assert.EndsWith($"{side}.csv", path, StringComparison.Ordinal);
        Assert.Equal((LineOf(bad), bad % 3 == 0 ? 4 : 3), (line, column));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{side}.csv, line {LineOf(bad)}, column 'job': the model fails on this record"), found.Diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosticIds.ModelFailed, found.Diagnostic.Id);
        Assert.EndsWith("the model fails on this record: model.onnx: unknown category '(a value)', idx=7 of 12.0", found.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idx=88 must be within the range (-3,2)", "idx=(a value) must be within the range (-3,2)")]
    [InlineData("88 and 188, 88.5 and 88.", "(a value) and 188, 88.5 and (a value).")]
    [InlineData("cannot convert 31.3 or 31.299999 or 31.2999992370605", "cannot convert (a value) or (a value) or 31.2999992370605")]
    [InlineData("no category Jane Doe, only Jane", "no category (a value), only Jane")]
    public void Values_of_the_record_are_left_out_of_what_the_model_says(string message, string told)
    {
        var record = new RecordBatch(
            [
                new FeatureBlock("n", ElementKind.Int64, [1], new long[] { 88 }),
                new FeatureBlock("f", ElementKind.Float32, [1], new[] { 31.3f }),
                new FeatureBlock("t", ElementKind.Text, [1], new[] { "Jane Doe" }),
            ],
            [0], [0], null, []);

        Assert.Equal(told, ForeignValues.Without(message, record));
    }

    [Fact]
    public void A_model_that_fails_on_no_record_alone_names_none() =>
        Assert.Null(Find([Write("members", -1)]));

    /// <summary>A quoted text of two lines before each third record: lines are not records.</summary>
    private static int LineOf(int record) => 3 + record + (record / 3);

    private RecordReader Write(string name, int bad)
    {
        var rows = Enumerable.Range(0, 41).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "\"a\nb\"" : "c")},{(i == bad ? "pilot" : "nurse")},{i},{i % 2}\n"));
        File.WriteAllText(Path.Combine(root, name + ".csv"), "note,job,age,label\n" + string.Concat(rows));
        return RecordReader.Open(new RecordSource(name, SpecFile.Resolve(name + ".csv", root, Place), null));
    }

    private static InputException? Find(IReadOnlyList<RecordReader> readers)
    {
        using var model = new NoPilots();
        var plan = FeaturePlan.Match(model.Inputs, readers, new RecordKeys(new SpecValue<string>("label", Place)));
        return FailingRecord.Find(model, plan, LabelMap.Create(model.Classes, null), readers, Failed, CancellationToken.None);
    }

    /// <summary>Knows no pilots.</summary>
    private sealed class NoPilots : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs { get; } = [new("age", ElementKind.Float32, [1]), new("job", ElementKind.Text, [1])];

        public ClassList Classes { get; } = new(2, null);

        public ScoreKind ScoreKind => ScoreKind.Logits;

        public int PreferredBatchSize => 16;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation) => ((string[])batch.Features[1].Values).Contains("pilot")
            ? throw Failed
            : new Predictions(ScoreKind.Logits, 2, new double[2 * batch.Count], new int[batch.Count], null);

        public void Dispose()
        {
        }
    }
}
