using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Copies;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing.Copies;

/// <summary>Copies with a number changed are found, all of them, and honest neighbours are not.</summary>
public class NearCopyTests
{
    private const int Width = 12;

    private static float[] Measured(Random random) => [.. Enumerable.Range(0, Width).Select(column => (float)((Synthetic.Normal(random) * (1 + (100 * column))) + column))];

    private static RecordBatch Batch(IReadOnlyList<(float[] Row, int Label)> records, int firstKey) => new(
        [new FeatureBlock("x", ElementKind.Float32, [records[0].Row.Length], records.SelectMany(static record => record.Row).ToArray())],
        [.. records.Select(static record => record.Label)],
        [.. records.Select((_, i) => new UInt128(Hashing.Mix((ulong)(firstKey + i)), 1))],
        null,
        []);

    private static (IReadOnlySet<UInt128> Copies, AuditSample Sample) Scan(IReadOnlyList<(float[] Row, int Label)> members, IReadOnlyList<(float[] Row, int Label)> nonMembers)
    {
        (Side, RecordBatch)[] batches = [(Side.Member, Batch(members, 0)), (Side.NonMember, Batch(nonMembers, 1_000_000))];
        var collector = new SignalCollector([]);
        foreach ((var side, var batch) in batches)
        {
            collector.Add(side, batch, new Predictions(ScoreKind.LabelOnly, 2, [], batch.Labels, null));
        }

        var copies = NearCopyScan.Of(collector.ToControls()!, batches, 8);
        return (copies, collector.ToSample(nearCopies: copies));
    }

    private static List<(float[] Row, int Label)> Drawn(int count, Random random, Func<Random, float[]> row) => [.. Enumerable.Range(0, count).Select(i => (row(random), i % 2))];

    public static TheoryData<string> Ways() => ["one column", "rounded", "float", "all columns"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Copies_of_members_in_the_holdout_make_the_audit_invalid(string way)
    {
        var random = new Random(4);
        var members = Drawn(600, random, Measured);
        List<(float[] Row, int Label)> holdout = [.. members.Take(180).Select(record => (Copy(record.Row, way, random), record.Label)), .. Drawn(420, random, Measured)];
        (var copies, var sample) = Scan(members, holdout);
        Assert.Equal((420, 420), (sample.Counts.Members, sample.Counts.NonMembers));
        Assert.Equal(360, copies.Count);
        var invalidity = Auditor.WhyInvalid(sample, new AuditOptions())!;
        Assert.Equal(DiagnosticIds.TooManyEqualRecords, invalidity.Id);
        Assert.Contains("30.0% of the smaller side equals or nearly equals", invalidity.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_copies_are_left_out_of_both_sides_and_counted()
    {
        var random = new Random(5);
        var members = Drawn(600, random, Measured);
        List<(float[] Row, int Label)> holdout = [.. members.Take(20).Select(record => (Copy(record.Row, "one column", random), record.Label)), .. Drawn(580, random, Measured)];
        var sample = Scan(members, holdout).Sample;
        Assert.Equal((580, 580, 20, 20), (sample.Counts.Members, sample.Counts.NonMembers, sample.Counts.NearMembers, sample.Counts.NearNonMembers));
        Assert.Null(Auditor.WhyInvalid(sample, new AuditOptions()));
        Assert.Contains(Auditor.Run(sample, [], new AuditOptions()).Warnings, static warning => warning.Id == DiagnosticIds.NearCopiesDropped && warning.Message.StartsWith("20 non-members are near-copies of 20 members", StringComparison.Ordinal));
    }

    public static TheoryData<string> Tables() => ["measured", "flags", "counts", "two columns", "heavy tails", "scenes", "constant"];

    /// <summary>Tables in which honest records are near each other: no copy is claimed in any of 12 draws.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void Honest_neighbours_are_no_copies(string table)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            float[][] scenes = [.. Enumerable.Range(0, 200).Select(_ => Measured(random))];
            float[] Row(Random r) => table switch
            {
                "flags" => [.. Enumerable.Range(0, 60).Select(column => r.NextDouble() < 0.02 + (column / 200.0) ? 1f : 0f)],
                "counts" => [.. Enumerable.Range(0, 3).Select(_ => (float)r.Next(8))],
                "two columns" => [(float)Math.Round(Synthetic.Normal(r), 2), (float)Math.Round(Synthetic.Normal(r), 2)],
                "heavy tails" => [.. Enumerable.Range(0, 6).Select(_ => (float)Math.Exp(3 * Synthetic.Normal(r)))],
                "scenes" => [.. scenes[r.Next(scenes.Length)].Select(value => value * (1 + (0.0001f * (float)Synthetic.Normal(r))))],
                "constant" => [1, 2],
                _ => Measured(r),
            };
            var copies = Scan(Drawn(500, random, Row), Drawn(400, random, Row)).Copies;
            Assert.True(copies.Count == 0, $"seed {seed}: {copies.Count}");
        }
    }

    [Fact]
    public void The_order_of_records_does_not_matter()
    {
        var random = new Random(9);
        var members = Drawn(300, random, Measured);
        (Side, RecordBatch)[] batches = [(Side.Member, Batch(members, 0)), (Side.NonMember, Batch([.. members.Take(90).Select(record => (Copy(record.Row, "rounded", random), record.Label)), .. Drawn(210, random, Measured)], 1_000_000))];
        var collector = new SignalCollector([]);
        foreach ((var side, var batch) in batches)
        {
            collector.Add(side, batch, new Predictions(ScoreKind.LabelOnly, 2, [], batch.Labels, null));
        }

        IReadOnlySet<UInt128> Of(IEnumerable<(Side, RecordBatch)> all) => NearCopyScan.Of(collector.ToControls()!, all, 600);
        var straight = Of(batches);
        var mixed = Of(batches.Reverse().SelectMany(pair => Enumerable.Range(0, 300).OrderBy(i => Hashing.Mix((ulong)i)).Chunk(7).Select(rows => (pair.Item1, pair.Item2.Pick(rows)))));
        Assert.Equal(180, straight.Count);
        Assert.Equal(straight.Order(), mixed.Order());
    }

    private static float[] Copy(float[] row, string way, Random random) => way switch
    {
        "one column" => [row[0] + 0.001f, .. row[1..]],
        "rounded" => [.. row.Select(static (value, column) => (float)Math.Round(value, column == 0 ? 2 : 1))],
        "float" => [.. row.Select(static value => MathF.BitIncrement(value))],
        _ => [.. row.Select((value, column) => value + (0.01f * (1 + (100 * column)) * (float)Synthetic.Normal(random)))],
    };
}
