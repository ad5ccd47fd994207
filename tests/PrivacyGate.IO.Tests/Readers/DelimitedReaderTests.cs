using System.Globalization;
using System.Text;
using PrivacyGate.IO.Readers;
using PrivacyGate.Models;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Tests.Readers;

public sealed class DelimitedReaderTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("t.csv", "a,b,label\n1,2.5,0\n-3e2,4,1\n")]
    [InlineData("t.csv", "a,b,label\r\n1,2.5,0\r\n-3e2,4,1\r\n")]
    [InlineData("t.csv", "a,b,label\n1,2.5,0\n-3e2,4,1")]
    [InlineData("t.csv", "\ufeffa,b,label\n1,2.5,0\n-3e2,4,1\n")]
    [InlineData("t.csv", "a,b,label\n\n1, 2.5 ,0\n\n-300,4.0,1\n\n")]
    [InlineData("t.csv", "\"a\",\"b\",\"label\"\n\"1\",\"2.5\",\"0\"\n\"-300\",4,1\n")]
    [InlineData("t.csv.gz", "a,b,label\n1,2.5,0\n-3e2,4,1\n")]
    [InlineData("t.tsv", "a\tb\tlabel\n1\t2.5\t0\n-3e2\t4\t1\n")]
    [InlineData("t.TSV.gz", "a\tb\tlabel\n1\t2.5\t0\n-3e2\t4\t1\n")]
    public void Reads_the_same_records_from_every_way_of_writing_them(string name, string text)
    {
        folder.Write(name, text);

        var batch = folder.ReadMatrix(name);

        Assert.Equal([1f, 2.5f, -300f, 4f], (float[])batch.Features[0].Values);
        Assert.Equal([2], batch.Features[0].RecordShape);
        Assert.Equal([0, 1], batch.Labels);
        Assert.Null(batch.Subjects);
        Assert.Empty(batch.Slices);
    }

    [Fact]
    public void Reads_utf16_by_its_byte_order_mark()
    {
        folder.Write("t.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,label\n1,0\n")]);

        Assert.Equal([1f], (float[])folder.ReadMatrix("t.csv").Features[0].Values);
    }

    [Fact]
    public void Filters_rows_by_equality_and_leaves_the_filter_column_out_of_the_features()
    {
        folder.Write("t.csv", "a,split,label\n1,member,0\n2,non member,1\n3, member ,0\n");
        var keys = ScratchFolder.Keys(filters: ["split"]);

        Assert.Equal([1f, 3f], (float[])folder.ReadMatrix("t.csv", keys: keys, where: "split == member").Features[0].Values);
        Assert.Equal([1f, 3f], (float[])folder.ReadMatrix("t.csv", keys: keys, where: "split != 'non member'").Features[0].Values);
    }

    [Fact]
    public void A_row_that_the_filter_drops_may_miss_values()
    {
        folder.Write("t.csv", "a,split,label\n,test,\n2,train,1\n");

        Assert.Equal([2f], (float[])folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(filters: ["split"]), where: "split==train").Features[0].Values);
    }

    [Fact]
    public void Hands_out_subjects_as_hashes_and_slices_as_text()
    {
        folder.Write("t.csv", "a,person,sex,label\n1,anna,f,0\n2,bob,m,1\n3,anna,f,1\n");

        var batch = folder.ReadMatrix("t.csv", keys: ScratchFolder.Keys(subject: "person", slices: ["sex"]));

        Assert.Equal([1f, 2f, 3f], (float[])batch.Features[0].Values);
        Assert.Equal(batch.Subjects![0], batch.Subjects[2]);
        Assert.NotEqual(batch.Subjects[0], batch.Subjects[1]);
        Assert.Equal(["f", "m", "f"], Assert.Single(batch.Slices));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    public void Batches_part_the_records_without_changing_them(int batchSize)
    {
        folder.Write("t.csv", "a,b,label\n" + string.Concat(Enumerable.Range(0, 10).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i * i},{i % 3}\n"))));
        var whole = folder.ReadMatrix("t.csv");

        var batches = folder.ReadAll("t.csv", [new ModelInput("x", ElementKind.Float32, [2])], ScratchFolder.Keys(), batchSize: batchSize);

        Assert.Equal((10 + batchSize - 1) / batchSize, batches.Count);
        Assert.Equal((float[])whole.Features[0].Values, batches.SelectMany(batch => (float[])batch.Features[0].Values));
        Assert.Equal(whole.Keys, batches.SelectMany(batch => batch.Keys));
        Assert.Equal(whole.Labels, batches.SelectMany(batch => batch.Labels));
    }

    [Fact]
    public void Can_be_read_again_and_again()
    {
        folder.Write("t.csv", "a,label\n1,0\n");
        var reader = folder.Open("t.csv");
        var plan = FeaturePlan.Match([new ModelInput("x", ElementKind.Float32, [1])], [reader], ScratchFolder.Keys());
        var labels = LabelMap.Create(new ClassList(2, null), null);

        Assert.Equal(reader.Read(plan, labels, 5, default).Single().Keys, reader.Read(plan, labels, 5, default).Single().Keys);
    }

    [Fact]
    public void Stops_between_batches_when_cancelled()
    {
        folder.Write("t.csv", "a,label\n1,0\n2,0\n3,0\n");
        var reader = folder.Open("t.csv");
        var plan = FeaturePlan.Match([new ModelInput("x", ElementKind.Float32, [1])], [reader], ScratchFolder.Keys());
        using var cancellation = new CancellationTokenSource();

        using var batches = reader.Read(plan, LabelMap.Create(new ClassList(2, null), null), 1, cancellation.Token).GetEnumerator();
        Assert.True(batches.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => batches.MoveNext());
    }

    [Fact]
    public void Text_columns_feed_text_inputs_as_they_stand()
    {
        folder.Write("t.csv", "job,label\n\" a, \"\"b\"\"\nc\",0\n");

        var batch = folder.ReadAll("t.csv", [new ModelInput("Job", ElementKind.Text, [1])], ScratchFolder.Keys()).Single();

        Assert.Equal([" a, \"b\"\nc"], (string[])batch.Features[0].Values);
        Assert.Equal(ElementKind.Text, batch.Features[0].Kind);
    }

    [Fact]
    public void Reads_numbers_alike_under_a_culture_with_decimal_commas()
    {
        folder.Write("t.csv", "a,b,label\n1.5,-2,0\n1e3,0.25,1\n");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal([1.5d, -2d, 1000d, 0.25d], (double[])folder.ReadMatrix("t.csv", ElementKind.Float64).Features[0].Values);
            folder.Write("comma.csv", "a,label\n\"1,5\",0\n");
            var refusal = ScratchFolder.Refused(() => folder.ReadMatrix("comma.csv", ElementKind.Float64));
            Assert.Equal(DiagnosticIds.CellNotNumber, refusal.Id);
            Assert.Contains("decimal comma", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
