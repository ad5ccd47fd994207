using System.IO.Compression;
using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Records of models that are no classifiers.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static RecordKeys Keys(ModelTask task, params string[] targets) => new((SpecValue<string>?)null)
    {
        Task = task,
        Target = targets.Length == 0 ? null : ScratchFolder.Stated<IReadOnlyList<string>>(targets),
    };

    [Fact]
    public void Values_are_read_in_the_order_of_the_spec_and_feed_no_input()
    {
        folder.Write("t.csv", "a,low,b,high\n1,2.5,3,-4\n5,6,7,8e3\n");

        var batch = folder.ReadMatrix("t.csv", keys: Keys(ModelTask.Regression, "high", "low"));

        var values = Assert.IsType<ValueTargets>(batch.Targets);
        Assert.Equal((ModelTask.Regression, 2), (values.Task, values.Width));
        Assert.Equal([-4, 2.5f, 8000, 6], values.Values);
        Assert.Equal([1f, 3, 5, 7], (float[])batch.Features[0].Values);
    }

    [Fact]
    public void Records_are_equal_when_the_values_are_too()
    {
        folder.Write("t.csv", "a,y\n1,2\n1,2.0\n1,3\n");

        var keys = folder.ReadMatrix("t.csv", keys: Keys(ModelTask.Regression, "y")).Keys;

        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Fact]
    public void An_array_of_several_values_is_one_target()
    {
        folder.Write("t.npz", NpzText.Zip(CompressionLevel.Fastest, ("x", NpzText.Npy("<f4", "(2, 1)", [1f, 2f])), ("y", NpzText.Npy("<f8", "(2, 3)", [1.0, 2, 3, 4, 5, 6]))));

        var values = Assert.IsType<ValueTargets>(folder.ReadMatrix("t.npz", keys: Keys(ModelTask.Regression, "y")).Targets);

        Assert.Equal(3, values.Width);
        Assert.Equal([1, 2, 3, 4, 5, 6], values.Values);
    }

    [Fact]
    public void Documents_of_a_query_have_one_group_and_the_group_is_no_feature()
    {
        folder.Write("t.csv", "a,query,y\n1,q1,2\n5,q2,7\n6,q1,0\n");

        var batch = folder.ReadMatrix("t.csv", keys: Keys(ModelTask.Ranking, "y") with { Group = ScratchFolder.Stated("query") });

        var targets = Assert.IsType<ValueTargets>(batch.Targets);
        Assert.Equal([2f, 7, 0], targets.Values);
        Assert.Equal(targets.Groups![0], targets.Groups[2]);
        Assert.NotEqual(targets.Groups[0], targets.Groups[1]);
        Assert.Equal([1f, 5, 6], (float[])batch.Features[0].Values);
        Assert.Null(batch.Subjects);
    }

    [Theory]
    [InlineData("a,y\n1,2\n", DiagnosticIds.ColumnMissing)]
    [InlineData("a,query,y\n1,,2\n", DiagnosticIds.MissingCell)]
    public void A_document_without_a_query_is_told(string text, string id)
    {
        folder.Write("t.csv", text);

        var refused = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: Keys(ModelTask.Ranking, "y") with { Group = ScratchFolder.Stated("query") }));

        Assert.Equal(id, refused.Id);
    }

    [Theory]
    [InlineData(ModelTask.Score)]
    [InlineData(ModelTask.Reconstruction)]
    public void Without_a_target_every_column_is_a_feature(ModelTask task)
    {
        folder.Write("t.csv", "a,b\n1,2\n3,4\n");

        var batch = folder.ReadMatrix("t.csv", keys: Keys(task));

        Assert.Equal(new NoTargets(task, 2), batch.Targets);
        Assert.Equal([1f, 2, 3, 4], (float[])batch.Features[0].Values);
    }

    [Theory]
    [InlineData("1,\n", ModelTask.Regression, DiagnosticIds.MissingCell)]
    [InlineData("1,x\n", ModelTask.Regression, DiagnosticIds.CellNotNumber)]
    [InlineData("1,inf\n", ModelTask.Regression, DiagnosticIds.CellNotNumber)]
    [InlineData("1,1e39\n", ModelTask.Regression, DiagnosticIds.CellNotNumber)]
    [InlineData("1,2\n", ModelTask.MultiLabel, DiagnosticIds.CellNotNumber)]
    [InlineData("1,0.5\n", ModelTask.MultiLabel, DiagnosticIds.CellNotNumber)]
    public void A_target_that_is_none_is_told_with_its_line(string row, ModelTask task, string id)
    {
        folder.Write("t.csv", "a,y\n1,1\n2,0\n" + row);

        var refused = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: Keys(task, "y")));

        Assert.Equal(id, refused.Id);
        Assert.Equal(4, refused.Location!.Line);
        Assert.StartsWith("t.csv, column ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelTask.Regression, "", "the target is missing")]
    [InlineData(ModelTask.Regression, "x", "under 'target'")]
    [InlineData(ModelTask.MultiLabel, "2", "not 1 or 0, true or false")]
    [InlineData(ModelTask.MultiLabel, "x", "not 1 or 0, true or false")]
    public void What_is_wrong_with_a_target_is_not_cured_by_features(ModelTask task, string cell, string text)
    {
        folder.Write("t.csv", $"a,y\n1,1\n1,{cell}\n");

        var refused = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: Keys(task, "y")));

        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("features", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"missing\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_are_flags_in_words_too()
    {
        folder.Write("t.csv", "a,y,z\n1,true,0\n2,False,1\n3,no,yes\n");

        Assert.Equal([1f, 0, 0, 1, 0, 1], Assert.IsType<ValueTargets>(folder.ReadMatrix("t.csv", keys: Keys(ModelTask.MultiLabel, "y", "z")).Targets).Values);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        folder.Write("t.csv", "a,price\n1,1\n");

        var refused = ScratchFolder.Refused(() => folder.ReadMatrix("t.csv", keys: Keys(ModelTask.Regression, "prise")));

        Assert.Equal(DiagnosticIds.ColumnMissing, refused.Id);
        Assert.Contains("a target", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_with_targets_of_different_widths_are_refused()
    {
        folder.Write("a.npz", NpzText.Zip(CompressionLevel.Fastest, ("x", NpzText.Npy("<f4", "(1, 1)", [1f])), ("y", NpzText.Npy("<f4", "(1, 2)", [1f, 2f]))));
        folder.Write("b.npz", NpzText.Zip(CompressionLevel.Fastest, ("x", NpzText.Npy("<f4", "(1, 1)", [1f])), ("y", NpzText.Npy("<f4", "(1, 1)", [1f]))));

        var refused = ScratchFolder.Refused(() => FeaturePlan.Match(
            [new ModelInput("x", ElementKind.Float32, [-1])], [folder.Open("a.npz"), folder.Open("b.npz")], Keys(ModelTask.Regression, "y")));

        Assert.Equal(DiagnosticIds.ColumnsDiffer, refused.Id);
    }
}
