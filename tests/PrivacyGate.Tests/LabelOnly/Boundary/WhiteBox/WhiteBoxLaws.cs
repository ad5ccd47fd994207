using System.Text.Json;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly.Boundary.WhiteBox;

/// <summary>What questions owe that gradients lead: the same as any others, and that nobody leads them unasked.</summary>
public class WhiteBoxLaws
{
    private static readonly LabelOnlyOptions Some = new() { QueriesPerRecord = 200, StableRankCorrelation = 2 };

    /// <summary>A table of flags and numbers, and one of numbers alone by either norm.</summary>
    public static TheoryData<bool, BoundaryNorm> Tables => new() { { true, BoundaryNorm.Euclidean }, { false, BoundaryNorm.Euclidean }, { false, BoundaryNorm.Largest } };

    private static SmallNetwork Network(bool mixed, Action<int>? before = null) => new([mixed ? 9 : 4, 8, 3], seed: 1, scale: 2, units: mixed ? LabelOnly.Tables.MixedUnits : null) { Before = before };

    private static RecordBatch Records(bool mixed) => LabelOnly.Tables.Of([Block(mixed)], Network(mixed).ClassOf);

    private static FeatureBlock Block(bool mixed) => mixed ? LabelOnly.Tables.Mixed(120, seed: 2) : LabelOnly.Tables.Floats(4, LabelOnly.Tables.Normals(4 * 120, seed: 2));

    [Theory]
    [MemberData(nameof(Tables))]
    public void The_answer_is_the_same_for_any_number_of_threads(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        string Curve(int threads) => JsonSerializer.Serialize(
            LabelOnly.Tables.AskWhiteBox(records, Network(mixed), Some with { DegreeOfParallelism = threads, Norm = norm }));
        Assert.Equal(Curve(1), Curve(8));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Gradients_and_questions_together_keep_the_budget_to_the_query(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        foreach (var budget in (int[])[1, 2, 3, 4, 7, 14, 31, 60, 113, 600])
        {
            var model = Network(mixed);
            var curve = LabelOnly.Tables.AskWhiteBox(records, model, Some with { QueriesPerRecord = budget, Norm = norm });
            Assert.True(model.Asked <= budget * records.Count, $"{model.Asked} for {records.Count} records of {budget}");
            Assert.Equal(QueryEnd.BudgetSpent, curve.Ended);
            Assert.Equal(curve.Points.Select(static point => point.QueriesPerRecord).Order(), curve.Points.Select(static point => point.QueriesPerRecord));
            Assert.InRange(curve.Points[^1].QueriesPerRecord, 1, budget);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_distance_is_that_of_a_point_the_model_was_asked_about(bool mixed, BoundaryNorm norm)
    {
        // A model that answers its gradients in full but never another class: nothing may count as found.
        var records = Records(mixed);
        var gradients = Network(mixed);
        var curve = LabelOnlyCollector.Collect(
            new LabelOnlyRequest(["label-boundary"], records with { Labels = new int[records.Count] }, new Stubborn(), FeatureSpace.Of(records, []), Some with { Norm = norm }) { Gradients = gradients }).Curves.Single();
        Assert.Single(curve.Points[^1].Scores.Distinct());
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Nothing_is_asked_after_a_cancellation(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        foreach (var last in (int[])[7, 9, 20, 40, 70])
        {
            using var cancel = new CancellationTokenSource();
            var after = 0;
            var model = Network(mixed, before =>
            {
                after += cancel.IsCancellationRequested ? 1 : 0;
                if (before == last)
                {
                    cancel.Cancel();
                }
            });
            Assert.ThrowsAny<OperationCanceledException>(() => LabelOnly.Tables.AskWhiteBox(records, model, Some with { Norm = norm }, cancellation: cancel.Token));
            Assert.Equal(0, after);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void When_the_time_is_up_what_was_known_at_the_last_milestone_stands(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        var whole = LabelOnly.Tables.AskWhiteBox(records, Network(mixed), Some with { Norm = norm });
        foreach (var last in (int[])[8, 9, 30, 150, 320])
        {
            using var time = new CancellationTokenSource();
            var model = Network(mixed, before =>
            {
                if (before == last)
                {
                    time.Cancel();
                }
            });
            var cut = LabelOnly.Tables.AskWhiteBox(records, model, Some with { Norm = norm }, timeUp: time.Token);
            Assert.Equal(QueryEnd.TimeUp, cut.Ended);

            // The batch under way is two gradients where a margin was being asked for.
            Assert.InRange(model.Batches, last + 1, last + 2);
            Assert.InRange(cut.Points.Count, 1, whole.Points.Count - 1);
            Assert.Equal(JsonSerializer.Serialize(whole.Points.Take(cut.Points.Count)), JsonSerializer.Serialize(cut.Points));
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Asking_ends_when_the_ranking_no_longer_changes(bool mixed, BoundaryNorm norm)
    {
        var curve = LabelOnly.Tables.AskWhiteBox(Records(mixed), Network(mixed), new LabelOnlyOptions { QueriesPerRecord = 100_000, Norm = norm });
        Assert.Equal(QueryEnd.RankingStable, curve.Ended);
        Assert.True(curve.Points[^1].QueriesPerRecord < 1000, $"{curve.Points[^1].QueriesPerRecord}");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_record_the_model_gets_wrong_has_distance_zero_and_costs_one_query(bool mixed, BoundaryNorm norm)
    {
        var right = Records(mixed);
        var records = right with { Labels = [.. right.Labels.Select(static (label, i) => i % 2 == 0 ? label : (label + 1) % 3)] };
        var model = Network(mixed);
        var curve = LabelOnly.Tables.AskWhiteBox(records, model, Some with { QueriesPerRecord = 100, Norm = norm });
        Assert.All(curve.Points, static point => Assert.All(point.Scores.Where(static (_, i) => i % 2 == 1), static score => Assert.Equal(0, score)));
        Assert.All(curve.Points, static point => Assert.All(point.Scores.Where(static (_, i) => i % 2 == 0), static score => Assert.True(score > 0)));
        Assert.InRange(model.Asked, 120, 60 + (60 * 100));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Changed_records_keep_to_ranges_and_forms_of_real_ones(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        double[][] real = [.. Enumerable.Range(0, records.Count).Select(row => RuleClassifier.Numbers(records, row))];
        (double Low, double High)[] ranges = [.. Enumerable.Range(0, real[0].Length).Select(cell => (real.Min(x => x[cell]), real.Max(x => x[cell])))];
        var model = new Watched(Network(mixed), x =>
        {
            // Coordinates are in standard deviations, so an end of a range may be off by a rounding.
            Assert.All(x.Zip(ranges), static pair => Assert.InRange(pair.First, pair.Second.Low - 1e-5, pair.Second.High + 1e-5));
            Assert.True(!mixed || x[3] + x[4] + x[5] == 1);
        });
        LabelOnlyCollector.Collect(new LabelOnlyRequest(["label-boundary"], records, model, FeatureSpace.Of(records, []), Some with { Norm = norm }) { Gradients = model });
        Assert.True(model.Seen > 10 * records.Count);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Black_box_questions_never_touch_gradients(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        var request = new LabelOnlyRequest(["label-noise", "label-augment", "label-boundary"], records, Network(mixed), FeatureSpace.Of(records, []), Some with { Norm = norm });
        var black = LabelOnlyCollector.Collect(request);
        Assert.DoesNotContain("gradient", black.Curves.Single(static curve => curve.AttackId == "label-boundary").Description, StringComparison.Ordinal);

        // Under white-box knowledge the other questions stay what they were.
        var noGradients = LabelOnlyCollector.Collect(request with { Attacks = ["label-noise", "label-augment"], Gradients = new Forbidden() });
        Assert.Equal(JsonSerializer.Serialize(black.Curves.Take(2)), JsonSerializer.Serialize(noGradients.Curves));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_model_without_gradients_is_asked_for_labels_and_the_answer_says_so(bool mixed, BoundaryNorm norm)
    {
        var records = Records(mixed);
        var request = new LabelOnlyRequest(["label-boundary"], records, Network(mixed), FeatureSpace.Of(records, []), Some with { Norm = norm });
        var black = LabelOnlyCollector.Collect(request);
        var refused = LabelOnlyCollector.Collect(request with { GradientsRefused = "trees have no slope" });
        Assert.Equal(JsonSerializer.Serialize(black.Curves[0].Points), JsonSerializer.Serialize(refused.Curves[0].Points));
        Assert.EndsWith("from labels alone, because trees have no slope", refused.Curves[0].Description, StringComparison.Ordinal);
        var note = Assert.Single(refused.Notes);
        Assert.Equal(DiagnosticIds.GradientsUnavailable, note.Id);
        Assert.Equal(Severity.Message, note.Severity);
        Assert.Contains("because trees have no slope", note.Message, StringComparison.Ordinal);
        Assert.Empty(black.Notes);
    }

    /// <summary>Answers class 0, whatever it is asked.</summary>
    private sealed class Stubborn : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(3, null);

        public ScoreKind ScoreKind => ScoreKind.LabelOnly;

        public int PreferredBatchSize => 16;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation) => new(ScoreKind.LabelOnly, 3, [], new int[batch.Count], null);

        public void Dispose()
        {
        }
    }

    private sealed class Forbidden : IInputGradients
    {
        public int ClassCount => throw new InvalidOperationException("gradients were touched");

        public int PreferredBatchSize => throw new InvalidOperationException("gradients were touched");

        public void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation) =>
            throw new InvalidOperationException("gradients were touched");

        public void Dispose()
        {
        }
    }

    /// <summary>Lets a test see every record asked about, by question or gradient.</summary>
    private sealed class Watched(SmallNetwork model, Action<double[]> see) : IClassifier, IInputGradients
    {
        private int seen;

        public int Seen => seen;

        public IReadOnlyList<ModelInput> Inputs => model.Inputs;

        public ClassList Classes => model.Classes;

        public ScoreKind ScoreKind => model.ScoreKind;

        public int ClassCount => model.ClassCount;

        public int PreferredBatchSize => model.PreferredBatchSize;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            See(batch);
            return model.Predict(batch, cancellation);
        }

        public void Ask(RecordBatch batch, ReadOnlySpan<int> classes, Span<float> gradients, Span<double> scores, CancellationToken cancellation)
        {
            See(batch);
            model.Ask(batch, classes, gradients, scores, cancellation);
        }

        public void Dispose()
        {
        }

        private void See(RecordBatch batch)
        {
            Interlocked.Add(ref seen, batch.Count);
            for (var row = 0; row < batch.Count; row++)
            {
                see(RuleClassifier.Numbers(batch, row));
            }
        }
    }
}
