using PrivacyGate.IO.Readers;
using PrivacyGate.IO.Spec;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

/// <summary>Files written by numpy 1.24.2; Fixtures/make_npz.py says what is in them.</summary>
public sealed class NpzReaderTests
{
    [Theory]
    [InlineData("i1")]
    [InlineData("i2")]
    [InlineData("i4")]
    [InlineData("i8")]
    [InlineData("u1")]
    [InlineData("u2")]
    [InlineData("u4")]
    [InlineData("u8")]
    public void Integers_of_every_size_and_byte_order_feed_every_number_input(string code)
    {
        foreach (var name in new[] { code + "_le", code + "_be" })
        {
            Assert.Equal([1f, 2, 3, 4, 5, 100], Values<float>(name, ElementKind.Float32));
            Assert.Equal([1d, 2, 3, 4, 5, 100], Values<double>(name, ElementKind.Float64));
            Assert.Equal([1L, 2, 3, 4, 5, 100], Values<long>(name, ElementKind.Int64));
            Assert.Equal([1, 2, 3, 4, 5, 100], Values<int>(name, ElementKind.Int32));
        }
    }

    [Theory]
    [InlineData("f2")]
    [InlineData("f4")]
    [InlineData("f8")]
    public void Floats_of_every_size_and_byte_order_keep_their_value(string code)
    {
        foreach (var name in new[] { code + "_le", code + "_be" })
        {
            Assert.Equal([1.5f, -2.25f, 0, 0, 1024, 0.0625f], Values<float>(name, ElementKind.Float32));
            Assert.Equal([1.5d, -2.25d, 0, 0, 1024, 0.0625d], Values<double>(name, ElementKind.Float64));
            Assert.Equal([1.5f, -2.25f, 0, 0, 1024, 0.0625f], Values<float>(name, ElementKind.Float16));
        }
    }

    [Fact]
    public void Booleans_texts_and_the_ends_of_the_range_are_read()
    {
        Assert.Equal([true, false, false, true, true, true], Values<bool>("b1", ElementKind.Boolean));
        Assert.Equal([1f, 0, 0, 1, 1, 1], Values<float>("b1", ElementKind.Float32));
        Assert.Equal(["a", "gr\u00fc\u00df", "\U0001f600 z"], Values<string>("unicode", ElementKind.Text));
        Assert.Equal(["a", "gr\u00fc\u00df", "\U0001f600 z"], Values<string>("unicode_be", ElementKind.Text));
        Assert.Equal(["a", "bcd", "ef"], Values<string>("bytes", ElementKind.Text));
        Assert.Equal([long.MinValue, long.MaxValue], Values<long>("limits", ElementKind.Int64)[..2]);
        Assert.Equal([18446744073709551615d, 9223372036854775808d], Values<double>("beyond", ElementKind.Float64)[..2]);
    }

    [Theory]
    [InlineData("limits", ElementKind.Int32, "PG0032")]
    [InlineData("beyond", ElementKind.Int64, "PG0032")]
    [InlineData("f4_le", ElementKind.Int64, "PG0032")]
    [InlineData("f4_le", ElementKind.Boolean, "PG0032")]
    [InlineData("f4_le", ElementKind.Text, "PG0037")]
    [InlineData("unicode", ElementKind.Float32, "PG0032")]
    public void What_an_input_cannot_take_exactly_is_refused_by_array_and_record(string name, ElementKind kind, string id)
    {
        var refusal = ScratchFolder.Refused(() => Values<object>(name, kind));

        Assert.Equal(id, refusal.Id);
        Assert.Contains($"array '{name}', record 1, value 1", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image.npz")]
    [InlineData("fortran.npz")]
    public void Images_keep_their_axes_in_either_order_of_memory(string file)
    {
        var batches = ReadAll(file, [new ModelInput("x", ElementKind.Float32, [2, -1, 3])], batchSize: 2);

        Assert.Equal([2, 2, 3], batches[0].Features[0].RecordShape);
        Assert.Equal(Enumerable.Range(0, 36).Select(i => (float)i), batches.SelectMany(batch => (float[])batch.Features[0].Values));
        Assert.Equal([0, 1, 2], batches.SelectMany(batch => batch.Labels));
    }

    [Theory]
    [InlineData(new[] { 1, 2, 2, 3 }, new[] { 1, 2, 2, 3 })]
    [InlineData(new[] { 2, 2, 3, 1 }, new[] { 2, 2, 3, 1 })]
    [InlineData(new[] { 2, 1, -1, 3 }, new[] { 2, 1, 2, 3 })]
    [InlineData(new[] { 2, 2, 3, -1 }, new[] { 2, 2, 3, 1 })]
    public void Axes_of_length_1_that_an_image_lacks_are_added(int[] wanted, int[] expected)
    {
        var batches = ReadAll("image.npz", [new ModelInput("x", ElementKind.Float32, wanted)], batchSize: 3);

        Assert.Equal(expected, batches[0].Features[0].RecordShape);
        Assert.Equal(Enumerable.Range(0, 36).Select(i => (float)i), batches.SelectMany(batch => (float[])batch.Features[0].Values));
    }

    [Fact]
    public void An_image_in_another_order_of_axes_is_refused_not_reshaped()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("image.npz", [new ModelInput("x", ElementKind.Float32, [3, 2, 2])]));

        Assert.Equal(DiagnosticIds.FeaturesDoNotFit, refusal.Id);
        Assert.Contains("(2, 2, 3)", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("(3, 2, 2)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pickled_objects_are_never_loaded()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("objects.npz", [new ModelInput("x", ElementKind.Float32, [1])]));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.Contains("allow_pickle is not honoured", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complex")]
    [InlineData("time")]
    [InlineData("structured")]
    public void Types_that_are_not_numbers_booleans_or_texts_are_refused(string name)
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("exotic.npz", [new ModelInput(name, ElementKind.Float32, [1])]));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.Contains("is not read", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("split == member")]
    [InlineData("split != nonmember")]
    [InlineData("fold == 1")]
    [InlineData("fold == 1.0")]
    [InlineData("fold != 2")]
    [InlineData("held == false")]
    [InlineData("held == 0")]
    public void Filters_compare_texts_as_texts_and_numbers_as_numbers(string where)
    {
        var batch = ReadAll("mixed.npz", [new ModelInput("x", ElementKind.Float32, [2])], ScratchFolder.Keys(subject: "person", slices: ["held"]), where, ["cat", "dog"]).Single();

        Assert.Equal([1.5f, -2.25f, 1024f, 0.0625f], (float[])batch.Features[0].Values);
        Assert.Equal([0, 0], batch.Labels);
        Assert.Equal(batch.Subjects![0], batch.Subjects[1]);
        Assert.Equal(["false", "false"], batch.Slices[0]);
    }

    /// <summary>Bytes have no order, whatever the header says of it.</summary>
    [Theory]
    [InlineData("|S3")]
    [InlineData("<S3")]
    [InlineData(">S3")]
    public void Texts_of_bytes_are_read_alike_in_every_byte_order(string type)
    {
        using var folder = new ScratchFolder();
        folder.Write("t.npz", NpzText.Zip(
            System.IO.Compression.CompressionLevel.Fastest,
            ("x", NpzText.Npy("<f4", "(3, 1)", [1f, 2f, 3f])),
            ("label", NpzText.Npy(type, "(3,)", "catab\0dog"u8.ToArray()))));

        var batch = Assert.Single(folder.ReadAll("t.npz", [new ModelInput("x", ElementKind.Float32, [1])], ScratchFolder.Keys(), "label != dog", new ClassList(2, ["ab", "cat"])));

        Assert.Equal([1, 0], batch.Labels);
        Assert.Equal([1f, 2f], (float[])batch.Features[0].Values);
    }

    [Fact]
    public void A_filter_of_numbers_by_a_text_is_refused()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("mixed.npz", [new ModelInput("x", ElementKind.Float32, [2])], where: "fold == member", classes: ["cat", "dog"]));

        Assert.Equal(DiagnosticIds.UnknownValue, refusal.Id);
    }

    [Fact]
    public void Text_labels_without_a_class_list_are_told_to_be_listed()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("mixed.npz", [new ModelInput("x", ElementKind.Float32, [2])]));

        Assert.Equal(DiagnosticIds.LabelOutsideClasses, refusal.Id);
        Assert.Contains("from here on the column holds 2 different values; add \"classes\" with the labels in the order of the model's scores", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_hot_labels_are_refused_with_the_cure()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("mixed.npz", [new ModelInput("x", ElementKind.Float32, [2])], ScratchFolder.Keys("onehot")));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.Contains("argmax", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_with_another_number_of_records_is_refused_when_it_is_used()
    {
        var refusal = ScratchFolder.Refused(() => ReadAll("mixed.npz", [new ModelInput("classes", ElementKind.Text, [1])], classes: ["cat", "dog"]));

        Assert.Equal(DiagnosticIds.DataFormat, refusal.Id);
        Assert.Contains("2 records", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_without_a_record_axis_are_no_columns()
    {
        var reader = Open("mixed.npz");

        Assert.DoesNotContain(reader.Columns, column => column.Name == "version");
        Assert.Contains(reader.Columns, column => column is { Name: "x", Type: CellType.Number, IsArray: true, Width: 2 });
    }

    private static T[] Values<T>(string name, ElementKind kind) =>
        (T[])ReadAll("types.npz", [new ModelInput(name, kind, [-1])]).Single().Features[0].Values;

    private static RecordReader Open(string file, string? where = null)
    {
        RowFilter? filter = null;
        Assert.Null(where is null ? null : RowFilter.TryParse(where, ScratchFolder.Somewhere, out filter));
        return RecordReader.Open(new RecordSource("members", SpecFile.Resolve(file, Path.Combine(AppContext.BaseDirectory, "Readers", "Fixtures"), ScratchFolder.Somewhere), filter));
    }

    private static List<RecordBatch> ReadAll(string file, IReadOnlyList<ModelInput> inputs, RecordKeys? keys = null, string? where = null, string[]? classes = null, int batchSize = 100)
    {
        var reader = Open(file, where);
        var plan = FeaturePlan.Match(inputs, [reader], keys ?? ScratchFolder.Keys());
        return [.. reader.Read(plan, LabelMap.Create(new ClassList(0, null), classes is null ? null : ScratchFolder.Stated<IReadOnlyList<string>>(classes)), batchSize, CancellationToken.None)];
    }
}
