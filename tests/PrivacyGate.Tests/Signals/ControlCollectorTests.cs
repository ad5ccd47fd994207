using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Signals;

public class ControlCollectorTests
{
    private static RecordBatch Batch(Array values, int width, ElementKind kind = ElementKind.Float32, UInt128[]? keys = null, UInt128[]? subjects = null)
    {
        var count = values.Length / width;
        return new RecordBatch(
            [new FeatureBlock("x", kind, [width], values)],
            [.. Enumerable.Range(0, count)],
            keys ?? [.. Enumerable.Range(0, count).Select(static i => new UInt128((ulong)i * Hashing.Golden, 1))],
            subjects,
            []);
    }

    private static ControlSample Sample(RecordBatch members, RecordBatch? nonMembers = null, IReadOnlyList<string>? names = null, params UInt128[] equal)
    {
        var collector = new ControlCollector(names);
        collector.Add(Side.Member, members);
        if (nonMembers is not null)
        {
            collector.Add(Side.NonMember, nonMembers);
        }

        return collector.Gather(equal.ToHashSet())!;
    }

    [Fact]
    public void The_sample_is_the_same_in_whatever_order_and_batches_records_come()
    {
        var random = new Random(5);
        (UInt128 Subject, UInt128 Key, int Label)[] records = [.. Enumerable.Range(0, 9000).Select(i =>
            (new UInt128(0, (ulong)random.Next(4000)), new UInt128((ulong)random.NextInt64(), (ulong)i), i))];
        ControlSample Collected(int chunk)
        {
            var collector = new ControlCollector(null);
            foreach (var batch in records.OrderBy(_ => random.Next()).Chunk(chunk))
            {
                collector.Add(Side.Member, new RecordBatch(
                    [new FeatureBlock("x", ElementKind.Int32, [1], batch.Select(static record => record.Label).ToArray())],
                    [.. batch.Select(static record => record.Label)], [.. batch.Select(static record => record.Key)], [.. batch.Select(static record => record.Subject)], []));
            }

            return collector.Gather(new HashSet<UInt128>())!;
        }

        var one = Collected(64);
        var other = Collected(1000);
        Assert.Equal(2000, one.Labels.Length);
        Assert.Equal(one.Labels, other.Labels);
        Assert.Equal(one.FoldHashes, other.FoldHashes);
        Assert.Equal(one.Rows.Select(static row => row[0]), other.Rows.Select(static row => row[0]));

        // By the rule itself: the persons of the smallest hashes, each by the record of the smallest key.
        int[] expected = [.. records
            .GroupBy(static record => record.Subject)
            .OrderBy(static person => ContentOrder.FoldHash(person.Key))
            .Take(2000)
            .Select(static person => person.MinBy(static record => record.Key).Label)];
        Assert.Equal(expected, one.Labels);
        Assert.Equal(expected.Select(static label => (float)label), one.Rows.Select(static row => row[0]));
    }

    [Fact]
    public void Records_on_both_sides_stay_out_and_sides_are_kept_apart()
    {
        UInt128[] keys = [10, 20, 30];
        var sample = Sample(Batch(new float[] { 1, 2, 3 }, 1, keys: keys), Batch(new float[] { 4, 2 }, 1, keys: [40, 20]), null, 20);
        Assert.Equal(
            [(1f, true), (3f, true), (4f, false)],
            sample.Rows.Select(static row => row[0]).Zip(sample.IsMember).Order());
    }

    [Fact]
    public void Columns_have_the_names_given_or_those_of_the_input()
    {
        Assert.Equal(["age", "height"], Sample(Batch(new float[4], 2), names: ["age", "height"]).Columns.Select(static column => column.Name));
        Assert.Equal(["x[0]", "x[1]"], Sample(Batch(new float[4], 2), names: ["pixels"]).Columns.Select(static column => column.Name));
        Assert.Equal(["x"], Sample(Batch(new float[4], 1)).Columns.Select(static column => column.Name));
    }

    [Fact]
    public void Every_kind_of_value_has_a_number_and_texts_are_told_apart()
    {
        float Only(Array values, ElementKind kind) => Sample(Batch(values, 1, kind)).Rows.Single()[0];
        Assert.Equal(2.5f, Only(new[] { 2.5 }, ElementKind.Float64));
        Assert.Equal(7, Only(new[] { 7 }, ElementKind.Int32));
        Assert.Equal(9, Only(new[] { 9L }, ElementKind.Int64));
        Assert.Equal(1, Only(new[] { true }, ElementKind.Boolean));
        Assert.NotEqual(Only(new[] { "north" }, ElementKind.Text), Only(new[] { "south" }, ElementKind.Text));
        Assert.True(Sample(Batch(new[] { "north" }, 1, ElementKind.Text)).Columns.Single().IsText);
    }

    [Fact]
    public void Of_wide_records_neighbours_are_averaged_and_no_more_are_kept_than_memory_is_promised()
    {
        float[] values = [.. Enumerable.Range(0, 2 * 10_000).Select(static i => (float)(i % 10_000))];
        var wide = Sample(Batch(values, 10_000));
        Assert.Equal(2000, wide.Columns.Count);
        Assert.Equal([2f, 7f, 12f], wide.Rows[0][..3]);
        Assert.Equal("x[0] to x[4]", wide.Columns[0].Name);
        var broad = Sample(Batch(new float[8192 * 600], 8192));
        Assert.Equal(8192, broad.Columns.Count);
        Assert.Equal(512, broad.Rows.Length);
    }

    [Fact]
    public void Nothing_comes_of_nothing() => Assert.Null(new ControlCollector(null).Gather(new HashSet<UInt128>()));
}
