using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

public sealed class FeaturePlanTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_matrix_takes_every_column_without_another_role_in_file_order()
    {
        folder.Write("t.csv", "b,label,a,person,sex,split,c\n1,0,2,p,m,x,3\n");

        var plan = Plan([Matrix(3)], ScratchFolder.Keys(subject: "person", slices: ["sex"], filters: ["split"]), "t.csv");

        Assert.Equal(["b", "a", "c"], plan.Feeds[0].Columns);
        Assert.True(plan.TakesEveryColumn);
    }

    [Fact]
    public void A_column_named_after_an_input_the_model_does_not_use_is_no_feature()
    {
        folder.Write("t.csv", "Id,b,a,label\n7,1,2,0\n");

        Assert.Equal(["b", "a"], Plan([Matrix(2)], ScratchFolder.Keys() with { UnusedInputs = ["Id"] }, "t.csv").FeatureColumns);
        Assert.Equal(["a", "b"], Plan([Matrix(2)], ScratchFolder.Keys(features: ["Id", "a", "b"]) with { UnusedInputs = ["Id", "absent"] }, "t.csv").FeatureColumns);
    }

    [Theory]
    [InlineData(ElementKind.Int32, 0, 255, "256")]
    [InlineData(ElementKind.Int32, 0, 255, "-1")]
    [InlineData(ElementKind.Int32, -128, 127, "128.0")]
    [InlineData(ElementKind.Int64, 0, 4294967295, "4294967296")]
    public void A_number_outside_what_the_input_holds_is_refused_with_its_place(ElementKind kind, long least, long most, string beyond)
    {
        folder.Write("t.csv", $"a,b,label\n{least},{most},0\n{most},{beyond},0\n");
        var input = new ModelInput("x", kind, [2]) { Range = new WholeRange(least, most) };

        var refusal = ScratchFolder.Refused(() => folder.ReadAll("t.csv", [input], ScratchFolder.Keys()));

        var before = FormattableString.Invariant($"{most},");
        Assert.Equal((DiagnosticIds.CellNotNumber, 3, before.Length + 1), (refusal.Id, refusal.Location!.Line, refusal.Location.Column));
        Assert.Contains(FormattableString.Invariant($"a whole number from {least} to {most}"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_features_come_in_the_order_of_the_spec()
    {
        folder.Write("t.csv", "id,b,a,label\n7,1,2,0\n");

        var batch = folder.ReadAll("t.csv", [Matrix(2)], ScratchFolder.Keys(features: ["a", "b"])).Single();

        Assert.Equal([2f, 1f], (float[])batch.Features[0].Values);
    }

    [Fact]
    public void Inputs_of_one_column_each_are_found_by_name()
    {
        folder.Write("t.csv", "age,Job,extra,label\n40,nurse,zzz,0\n");
        ModelInput[] inputs = [new("Job", ElementKind.Text, [1]), new("Age", ElementKind.Float32, [1]), new("age", ElementKind.Int64, [])];

        var batch = folder.ReadAll("t.csv", inputs, ScratchFolder.Keys()).Single();

        Assert.Equal(["Job", "Age", "age"], batch.Features.Select(block => block.Input));
        Assert.Equal(["nurse"], (string[])batch.Features[0].Values);
        Assert.Equal([40f], (float[])batch.Features[1].Values);
        Assert.Equal([40L], (long[])batch.Features[2].Values);
        Assert.Empty(batch.Features[2].RecordShape);
    }

    [Fact]
    public void A_matrix_of_open_width_is_not_fed_by_the_one_column_of_its_name()
    {
        folder.Write("t.csv", "x,y,z,label\n1,2,3,0\n");

        Assert.Equal(["x", "y", "z"], Plan([new ModelInput("X", ElementKind.Float32, [-1])], ScratchFolder.Keys(), "t.csv").FeatureColumns);
    }

    [Fact]
    public void An_input_of_one_value_takes_the_column_of_its_name_and_leaves_the_rest()
    {
        folder.Write("t.csv", "id,Age,label\n7,40,0\n");

        Assert.Equal(["Age"], Plan([new ModelInput("age", ElementKind.Float32, [1])], ScratchFolder.Keys(), "t.csv").FeatureColumns);
    }

    [Fact]
    public void A_slice_or_the_label_may_be_an_input_by_name()
    {
        folder.Write("t.csv", "age,sex,label\n40,1,1\n");
        ModelInput[] inputs = [new("age", ElementKind.Float32, [1]), new("sex", ElementKind.Float32, [1]), new("label", ElementKind.Boolean, [1])];

        var batch = folder.ReadAll("t.csv", inputs, ScratchFolder.Keys(slices: ["sex"])).Single();

        Assert.Equal([1f], (float[])batch.Features[1].Values);
        Assert.Equal([true], (bool[])batch.Features[2].Values);
        Assert.Equal(["1"], batch.Slices[0]);
    }

    [Fact]
    public void The_one_input_left_takes_the_rest()
    {
        folder.Write("t.csv", "p0,job,p1,label\n1,nurse,2,0\n");
        ModelInput[] inputs = [new("job", ElementKind.Text, [1]), new("pixels", ElementKind.Float32, [2])];

        Assert.Equal([1f, 2f], (float[])folder.ReadAll("t.csv", inputs, ScratchFolder.Keys()).Single().Features[1].Values);
    }

    [Fact]
    public void An_image_input_takes_columns_in_row_major_order()
    {
        folder.Write("t.csv", "a,b,c,d,label\n1,2,3,4,0\n");

        var block = folder.ReadAll("t.csv", [new ModelInput("x", ElementKind.Float32, [1, 2, 2])], ScratchFolder.Keys()).Single().Features[0];

        Assert.Equal([1, 2, 2], block.RecordShape);
        Assert.Equal([1f, 2f, 3f, 4f], (float[])block.Values);
    }

    [Fact]
    public void One_open_axis_is_filled_by_what_the_columns_give()
    {
        folder.Write("t.csv", "a,b,c,d,label\n1,2,3,4,0\n");

        Assert.Equal([2, 2], Plan([new ModelInput("x", ElementKind.Float32, [-1, 2])], ScratchFolder.Keys(), "t.csv").Feeds[0].RecordShape);
    }

    [Theory]
    [InlineData(3, "1 too few")]
    [InlineData(1, "1 too many")]
    public void Another_width_than_the_models_is_refused_with_both_numbers(int width, string says)
    {
        folder.Write("t.csv", "a,b,label\n1,2,0\n");

        var refusal = ScratchFolder.Refused(() => Plan([Matrix(width)], ScratchFolder.Keys(), "t.csv"));

        Assert.Equal(DiagnosticIds.FeaturesDoNotFit, refusal.Id);
        Assert.Contains("gives 2 feature values", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Unnamed: 0")]
    public void A_column_without_a_name_is_no_feature(string name)
    {
        folder.Write("t.csv", $"{name},a,label\n7,2,0\n");

        Assert.Equal(["a"], Plan([Matrix(1)], ScratchFolder.Keys(), "t.csv").Feeds[0].Columns);
        Assert.Equal(["a"], Plan([Matrix(-1)], ScratchFolder.Keys(), "t.csv").Feeds[0].Columns);
    }

    [Theory]
    [InlineData("patient_id", true)]
    [InlineData("PatientId", true)]
    [InlineData("ID", true)]
    [InlineData("row", true)]
    [InlineData("guid", true)]
    [InlineData("humid", false)]
    [InlineData("paid", false)]
    [InlineData("rowing", false)]
    public void Where_trees_read_fewer_columns_one_that_names_records_is_doubted(string name, bool isDoubted)
    {
        folder.Write("t.csv", $"{name},a,b,label\n7,1,2,0\n");
        var trees = Matrix(-1) with { LeastWidth = 2 };

        if (isDoubted)
        {
            var refusal = ScratchFolder.Refused(() => Plan([trees], ScratchFolder.Keys(), "t.csv"));
            Assert.Equal("PG0038", refusal.Id);
            Assert.Contains($"'{name}'", refusal.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal([name, "a", "b"], Plan([trees], ScratchFolder.Keys(), "t.csv").Feeds[0].Columns);
        }

        Assert.Equal(3, Plan([trees], ScratchFolder.Keys(features: [name, "a", "b"]), "t.csv").Feeds[0].Columns.Count);
    }

    [Fact]
    public void Fewer_columns_than_trees_read_are_refused()
    {
        folder.Write("t.csv", "a,b,label\n1,2,0\n");

        Assert.Contains("1 too few", ScratchFolder.Refused(() => Plan([Matrix(-1) with { LeastWidth = 3 }], ScratchFolder.Keys(), "t.csv")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData(MissingValues.NotANumber, false, true)]
    [InlineData(MissingValues.Refused, true, false)]
    public void Missing_numbers_are_fed_as_the_spec_says_else_as_the_graph_takes_them(MissingValues? stated, bool graphTakesThem, bool areTaken)
    {
        folder.Write("t.csv", "a,b,c,label\n,1,2,0\nNaN,?,3,1\n");
        ModelInput[] inputs = [new("a", ElementKind.Float32, [1]) { TakesMissing = graphTakesThem }, new("b", ElementKind.Float64, [1]) { TakesMissing = graphTakesThem }, new("c", ElementKind.Int64, [1])];
        var keys = ScratchFolder.Keys() with { Missing = stated };

        if (areTaken)
        {
            var batch = folder.ReadAll("t.csv", inputs, keys).Single();
            Assert.Equal([float.NaN, float.NaN], (float[])batch.Features[0].Values);
            Assert.Equal([1d, double.NaN], (double[])batch.Features[1].Values);
        }
        else
        {
            Assert.Equal("PG0031", ScratchFolder.Refused(() => folder.ReadAll("t.csv", inputs, keys)).Id);
        }
    }

    [Fact]
    public void Records_whose_numbers_are_missing_alike_are_equal()
    {
        folder.Write("t.csv", "a,label\n,0\nNA,0\n1,0\n");

        var batch = folder.ReadAll("t.csv", [new ModelInput("a", ElementKind.Float32, [1]) { TakesMissing = true }], ScratchFolder.Keys()).Single();

        Assert.Equal(batch.Keys[0], batch.Keys[1]);
        Assert.NotEqual(batch.Keys[0], batch.Keys[2]);
    }

    [Fact]
    public void An_input_without_a_column_is_named_with_the_nearest_column()
    {
        folder.Write("t.csv", "agee,job,label\n40,nurse,0\n");
        ModelInput[] inputs = [new("age", ElementKind.Float32, [1]), new("job", ElementKind.Text, [1]), new("wage", ElementKind.Float32, [1])];

        var refusal = ScratchFolder.Refused(() => Plan(inputs, ScratchFolder.Keys(), "t.csv"));

        Assert.Equal(DiagnosticIds.ColumnMissing, refusal.Id);
        Assert.Contains("'age', nor for 'wage'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'agee'?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_feature_that_no_input_takes_is_refused()
    {
        folder.Write("t.csv", "age,job,zip,label\n40,nurse,1,0\n");
        ModelInput[] inputs = [new("age", ElementKind.Float32, [1]), new("job", ElementKind.Text, [1])];

        var refusal = ScratchFolder.Refused(() => Plan(inputs, ScratchFolder.Keys(features: ["age", "job", "zip"]), "t.csv"));

        Assert.Equal(DiagnosticIds.FeaturesDoNotFit, refusal.Id);
        Assert.Contains("'zip'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_the_file_lacks_is_refused()
    {
        folder.Write("t.csv", "age,label\n40,0\n");

        var refusal = ScratchFolder.Refused(() => Plan([Matrix(1)], ScratchFolder.Keys(features: ["agee"]), "t.csv"));

        Assert.Equal(DiagnosticIds.ColumnMissing, refusal.Id);
        Assert.Equal(ScratchFolder.Somewhere, refusal.Location);
    }

    private static ModelInput Matrix(int width) => new("input", ElementKind.Float32, [width]);

    private FeaturePlan Plan(IReadOnlyList<ModelInput> inputs, RecordKeys keys, params string[] files) =>
        FeaturePlan.Match(inputs, [.. files.Select((file, i) => folder.Open(file, role: i == 0 ? "members" : "nonMembers"))], keys);
}
