using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Copies;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Tests.Auditing;

/// <summary>Models that are no classifiers, read wrongly in one way or another: none passes, and none is refused for what it may be.</summary>
public sealed class OtherTaskGuardTests
{
    private const int PerSide = 150;

    private static UInt128 Key(int record) => new(Hashing.Mix((ulong)record + 1), (ulong)record);

    /// <summary>An audit of both sides; <paramref name="truth"/> and <paramref name="answer"/> by record, members first.</summary>
    private static AuditSample Sample(ModelTask task, Func<int, float[]> truth, Func<int, double[]> answer, Func<int, float[]>? features = null)
    {
        var collector = new SignalCollector([]);
        foreach (var side in new[] { (Of: Side.Member, First: 0), (Of: Side.NonMember, First: PerSide) })
        {
            int[] records = [.. Enumerable.Range(side.First, PerSide)];
            collector.Add(side.Of, Batch(task, records, truth, features), new Predictions(ScoreKind.Values, answer(0).Length, [.. records.SelectMany(answer)], [], null));
        }

        return collector.ToSample();
    }

    private static RecordBatch Batch(ModelTask task, int[] records, Func<int, float[]> truth, Func<int, float[]>? features)
    {
        var own = features ?? (static record => [record % 17, record % 5]);
        return new RecordBatch(
            [new FeatureBlock("x", ElementKind.Float32, [own(0).Length], records.SelectMany(own).ToArray())],
            task is ModelTask.Regression ? new ValueTargets(task, truth(0).Length, [.. records.SelectMany(truth)]) : new NoTargets(task, records.Length),
            Array.ConvertAll(records, Key),
            null,
            []);
    }

    private static double Noise(int record, int draw) => (Hashing.Mix((ulong)((record * 31) + draw)) / (double)ulong.MaxValue) - 0.5;

    /// <summary>Five values, of which two stand in each other's place: the mean R2 is still above 0.</summary>
    [Fact]
    public void Values_in_each_others_place_are_named()
    {
        static float[] Truth(int record) => [.. Enumerable.Range(0, 5).Select(value => (float)(10 * Noise(record, value)))];
        static double[] Answer(int record, int[] order) => [.. order.Select(value => Truth(record)[value] + Noise(record, 100 + value))];

        var right = Sample(ModelTask.Regression, Truth, static record => Answer(record, [0, 1, 2, 3, 4]));
        var swapped = Sample(ModelTask.Regression, Truth, static record => Answer(record, [0, 1, 2, 4, 3]));

        Assert.Null(Auditor.WhyInvalid(right, new AuditOptions()));
        var invalidity = Auditor.WhyInvalid(swapped, new AuditOptions());
        Assert.Equal(DiagnosticIds.MembersUnknown, invalidity?.Id);
        Assert.Contains("value 4 of a record", invalidity!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_is_always_the_same_gets_no_pass()
    {
        AuditReport Report(Func<int, double[]> score) => Auditor.Run(Sample(ModelTask.Score, static _ => [0], score), AttackCatalog.For(ModelTask.Score), new AuditOptions());

        Assert.Contains(Report(static _ => [1]).Reservations, static told => told.Id == DiagnosticIds.KnowledgeUnproven);
        Assert.Empty(Report(static record => [Noise(record, 0)]).Reservations);
    }

    /// <summary>As claims are: nineteen in twenty are 0.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(3)]
    public void Targets_that_are_mostly_one_value_are_audited(int every)
    {
        float[] Truth(int record) => [record % every == 0 ? record : 0];
        Assert.Null(Auditor.WhyInvalid(Sample(ModelTask.Regression, Truth, record => [Truth(record)[0] + Noise(record, 0)]), new AuditOptions()));
        Assert.Equal(DiagnosticIds.OneClassOnly, Auditor.WhyInvalid(Sample(ModelTask.Regression, static _ => [7], static record => [7 + Noise(record, 0)]), new AuditOptions())?.Id);
    }

    /// <summary>Averaged into groups with its targets, as the controls look at them.</summary>
    [Fact]
    public void Records_as_wide_as_pictures_are_looked_through_for_copies()
    {
        static float[] Picture(int record) => [.. Enumerable.Range(0, 8192).Select(pixel => (float)Noise(record, pixel))];
        static float[] Truth(int record) => [(float)Noise(record, 9000)];
        var collector = new SignalCollector([]);
        int[] some = [.. Enumerable.Range(0, 40)];
        var batch = Batch(ModelTask.Regression, some, Truth, Picture);
        collector.Add(Side.Member, batch, new Predictions(ScoreKind.Values, 1, [.. some.Select(static record => Noise(record, 1))], [], null));

        Assert.Empty(NearCopyScan.Of(collector.ToControls()!, [(Side.Member, batch)], some.Length));
    }

    [Fact]
    public void A_missing_input_has_nothing_to_be_given_back()
    {
        var sample = Sample(
            ModelTask.Reconstruction, static _ => [0], static record => [record % 7, 0],
            static record => [(record % 7) + .1f, record % 3 == 0 ? float.NaN : .1f]);

        Assert.All(sample.Input.Signals.Answer!.Values, static value => Assert.Equal(-Math.Log(.01), value, 1e-4));
        Assert.True(sample.Fit.OnMembers.Single().Mean > .9);
    }

    /// <summary>Noise of a tenth of the values' own spread, in whatever unit.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Answers_that_change_are_told_in_any_unit(double unit)
    {
        int[] records = [.. Enumerable.Range(0, 40)];
        var batch = Batch(ModelTask.Regression, records, static _ => [0], null);
        var sample = new RepeatSample(batch, new Noisy(unit, 0).Predict(batch, default));

        Assert.Equal(Repeatability.Same, RepeatCheck.Of(new Noisy(unit, 0), sample, default).Kind);
        Assert.Equal(Repeatability.Changes, RepeatCheck.Of(new Noisy(unit, .1), sample, default).Kind);
    }

    private sealed class Noisy(double unit, double share) : IClassifier
    {
        private int draws;

        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(1, null);

        public ScoreKind ScoreKind => ScoreKind.Values;

        public int PreferredBatchSize => 16;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation) =>
            new(ScoreKind.Values, 1, [.. batch.Keys.Select(key => unit * (Noise((int)key, 3) + (share * Noise(++draws, 4))))], [], null);

        public void Dispose()
        {
        }
    }
}
