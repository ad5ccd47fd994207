using PrivacyGate.Features;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Shadows.Synthesis;

namespace PrivacyGate.Tests.Shadows;

public sealed class SyntheticRecordsTests
{
    private const int Numbers = 0;
    private const int Whole = 1;
    private const int Flag = 2;
    private const int FirstOfThree = 3;
    private const int Width = 6;

    public static TheoryData<string> Sources => [ShadowSources.Noisy, ShadowSources.StatisticsBased, ShadowSources.ModelBased];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Made_up_records_keep_to_the_ranges_and_forms_of_real_ones(string source)
    {
        var audited = Table(200);
        var real = (float[])audited.Features[0].Values;

        var made = Make(source, audited, new SynthesisOptions { Count = 300, Noise = 0.5 });

        var values = (float[])made.Features[0].Values;
        for (var row = 0; row < made.Count; row++)
        {
            ReadOnlySpan<float> record = values.AsSpan(row * Width, Width);
            Assert.InRange(record[Numbers], Column(real, Numbers).Min(), Column(real, Numbers).Max());
            Assert.Equal(MathF.Floor(record[Whole]), record[Whole]);
            Assert.InRange(record[Whole], Column(real, Whole).Min(), Column(real, Whole).Max());
            Assert.Contains(record[Flag], (float[])[0, 1]);
            Assert.Equal([0, 0, 1], record[FirstOfThree..].ToArray().Order());
        }

        Assert.Equal(made.Count, made.Keys.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void The_same_seed_makes_the_same_records_and_another_seed_others(string source)
    {
        var audited = Table(100);

        var one = Values(Make(source, audited, new SynthesisOptions { Count = 50, Seed = 3 }));
        var same = Values(Make(source, audited, new SynthesisOptions { Count = 50, Seed = 3 }));
        var other = Values(Make(source, audited, new SynthesisOptions { Count = 50, Seed = 4 }));

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Making_up_records_stops_when_it_is_told_to(string source)
    {
        var audited = Table(100);
        using var target = new Scorer(static record => record[0] - 0.5);

        Assert.Throws<OperationCanceledException>(() => SyntheticRecords.Make(
            source, audited, FeatureSpace.Of(audited, []), target, new SynthesisOptions { Count = 50 }, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    public void Noise_changes_the_share_of_flags_it_is_told_to(double noise)
    {
        var audited = Flags(50, 200);
        var made = Make(ShadowSources.Noisy, audited, new SynthesisOptions { Count = 50, Noise = noise });

        var changed = Values(audited).Zip(Values(made)).Average(static pair => pair.First == pair.Second ? 0.0 : 1.0);

        // Five standard deviations of a share of 10,000 flips.
        Assert.InRange(changed, noise - (5 * Math.Sqrt(noise * (1 - noise) / 10_000)), noise + (5 * Math.Sqrt(noise * (1 - noise) / 10_000)));
        Assert.Equal(audited.Labels, made.Labels);
    }

    [Fact]
    public void Features_drawn_from_their_statistics_keep_their_means_and_lose_their_company()
    {
        var audited = Pairs(1000);
        var made = Values(Make(ShadowSources.StatisticsBased, audited, new SynthesisOptions { Count = 4000 }));

        double mean = Every(made, 0, 2).Average();
        double both = Every(made, 0, 2).Zip(Every(made, 1, 2)).Average(static pair => pair.First * pair.Second);

        // Both columns are 1 together in 30 % of the records; drawn apart they are in 9 %.
        Assert.InRange(mean, 0.26, 0.34);
        Assert.InRange(both, 0.06, 0.12);
    }

    [Fact]
    public void Climbing_finds_records_the_target_is_sure_of_where_chance_finds_none()
    {
        // Sure of class 1 when nearly all 40 flags are set: one random record in some 10^8.
        var audited = Flags(200, 40);
        using var target = new Scorer(static record => record.ToArray().Sum() - 34);

        var made = SyntheticRecords.Make(
            ShadowSources.ModelBased, audited, FeatureSpace.Of(audited, []), target, new SynthesisOptions { Count = 40, QueriesPerRecord = 2000 }, default);

        Assert.InRange(made.Labels.Count(static label => label == 1), 15, 20);
        var predicted = target.Predict(made, default).PredictedClass;
        Assert.Equal(made.Labels, predicted);
    }

    [Fact]
    public void A_target_that_is_sure_of_nothing_is_refused_with_a_cure()
    {
        var audited = Flags(20, 10);
        using var target = new Scorer(static _ => -1e9, onlyClass: 1);

        var refused = Assert.Throws<InputException>(() => SyntheticRecords.Make(
            ShadowSources.ModelBased, audited, FeatureSpace.Of(audited, []), target, new SynthesisOptions { Count = 5, QueriesPerRecord = 5 }, default));

        Assert.Equal(DiagnosticIds.NoRecords, refused.Diagnostic.Id);
        Assert.Contains("statistics-based", refused.Diagnostic.Message, StringComparison.Ordinal);
    }

    private static RecordBatch Make(string source, RecordBatch audited, SynthesisOptions options)
    {
        using var target = new Scorer(static record => record[0] - 0.5);
        return SyntheticRecords.Make(source, audited, FeatureSpace.Of(audited, []), target, options, default);
    }

    private static RecordBatch Table(int count)
    {
        var random = new Random(5);
        var values = new float[count * Width];
        for (var row = 0; row < count; row++)
        {
            var record = values.AsSpan(row * Width, Width);
            record[Numbers] = (float)((random.NextDouble() * 3) - 1);
            record[Whole] = random.Next(20, 90);
            record[Flag] = random.Next(2);
            record[FirstOfThree + random.Next(3)] = 1;
        }

        return Batch(values, Width);
    }

    private static RecordBatch Flags(int count, int width)
    {
        var random = new Random(6);
        return Batch([.. Enumerable.Range(0, count * width).Select(_ => (float)random.Next(2))], width);
    }

    private static RecordBatch Pairs(int count)
    {
        float[] values = [.. Enumerable.Range(0, count).SelectMany(static row => row % 10 < 3 ? new float[] { 1, 1 } : [0, 0])];

        // A constant sum would make the two columns a one-hot group; these never are.
        return Batch(values, 2);
    }

    private static RecordBatch Batch(float[] values, int width)
    {
        var count = values.Length / width;
        return new RecordBatch(
            [new FeatureBlock("x", ElementKind.Float32, [width], values)],
            [.. Enumerable.Range(0, count).Select(static row => row % 2)],
            [.. Enumerable.Range(0, count).Select(static row => (UInt128)row)],
            null,
            []);
    }

    private static float[] Values(RecordBatch batch) => (float[])batch.Features[0].Values;

    private static IEnumerable<float> Column(float[] values, int column) => Every(values, column, Width);

    private static IEnumerable<float> Every(float[] values, int column, int width)
    {
        for (var i = column; i < values.Length; i += width)
        {
            yield return values[i];
        }
    }

    /// <summary>Two classes; the function is the logit of the second.</summary>
    private sealed class Scorer(Scorer.Logit logit, int? onlyClass = null) : IClassifier
    {
        public delegate double Logit(ReadOnlySpan<float> record);

        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(2, null);

        public ScoreKind ScoreKind => ScoreKind.Logits;

        public int PreferredBatchSize => 64;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            var values = (float[])batch.Features[0].Values;
            var width = batch.Features[0].Width;
            var scores = new double[batch.Count * 2];
            var predicted = new int[batch.Count];
            for (var row = 0; row < batch.Count; row++)
            {
                scores[(2 * row) + 1] = logit(values.AsSpan(row * width, width));
                predicted[row] = onlyClass ?? (scores[(2 * row) + 1] > 0 ? 1 : 0);
            }

            return new Predictions(ScoreKind.Logits, 2, scores, predicted, null);
        }

        public void Dispose()
        {
        }
    }
}
