using System.Collections.Concurrent;
using System.Text.Json;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

public class LocalShadowTests
{
    private static readonly string[] Asked = ["label-noise", "label-augment", "label-boundary"];

    private static readonly LabelOnlyOptions Some = new() { QueriesPerRecord = 30, DegreeOfParallelism = 2, LocalShadowRecords = 40 };

    private static int Sign(double[] x) => x[0] > 0.4 ? 0 : x[0] > -0.4 ? 1 : 2;

    private static LabelOnlyEvidence Collect(
        RecordBatch records,
        ITrainer? trainer,
        LabelOnlyOptions? options = null,
        IReadOnlyCollection<string>? attacks = null,
        IClassifier? target = null,
        RecordBatch? reference = null,
        CancellationToken timeUp = default,
        CancellationToken cancellation = default)
    {
        var pool = ShadowPool.Create(reference is null ? ShadowSources.Auditor : ShadowSources.Reference, records, reference, []);
        var request = new LabelOnlyRequest(attacks ?? Asked, records, target ?? new RuleClassifier(Sign), FeatureSpace.Of(records, []), options ?? Some)
        {
            Trainer = trainer,
            LocalShadows = new LocalShadowSource(pool, records.Count / 2),
        };
        return LabelOnlyCollector.Collect(request, null, timeUp, cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_shadow_is_asked_about_as_many_records_it_was_trained_on_as_not_and_of_each_as_much_as_the_target(bool reference)
    {
        var records = SmallWorld.Draw(200, seed: 1);
        var trainer = new WatchedTrainer();
        var evidence = Collect(records, trainer, reference: reference ? SmallWorld.Draw(300, seed: 2) : null);
        var shadows = evidence.LocalShadows!;
        Assert.Equal((2, 160, 80), (shadows.Shadows, shadows.Trained.Length, shadows.Trained.Count(static trained => trained)));
        Assert.Equal(["gap", .. Asked], shadows.Scores.Keys);
        Assert.All(shadows.Scores.Values, static scores => Assert.Equal(160, scores.Length));
        Assert.Equal(Enumerable.Range(0, 160), shadows.Units);

        // Right or wrong is asked of each record there is; of those asked about that are right, noise spends all it may and the search no more.
        int[] more = [.. evidence.Curves.Select(static curve => (int)curve.Points[^1].QueriesPerRecord - 1)];
        Assert.Equal(Asked, evidence.Curves.Select(static curve => curve.AttackId));
        var right = (int)shadows.Scores["gap"].Sum();
        Assert.InRange(trainer.Queries.Values.Sum(), (2 * 200) + (right * (more[0] + more[1])) + 1, (2 * 200) + (right * more.Sum()));
        HashSet<UInt128> audited = [.. records.Keys];
        Assert.Equal(2, trainer.Trained.Count);
        Assert.All(trainer.Trained, trained => Assert.Equal(reference ? 0 : trained.Count, trained.Keys.Count(audited.Contains)));
        Assert.All(trainer.Trained, static trained => Assert.InRange(trained.Count, 90, 110));
    }

    /// <summary>A shadow that is the target itself answers as the target does: the same questions give the same scores.</summary>
    [Theory]
    [InlineData("label-noise")]
    [InlineData("label-augment")]
    public void The_questions_are_those_the_target_was_asked(string attack)
    {
        var records = SmallWorld.Draw(120, seed: 3);
        var evidence = Collect(records, new SameTrainer(Sign), Some with { LocalShadowRecords = 1000 }, [attack]);
        double[] target = [.. evidence.Curves.Single().Points[^1].Scores.Order()];
        var ofShadows = evidence.LocalShadows!.Scores[attack];
        Assert.Equal(240, ofShadows.Length);
        Assert.Equal(target, ofShadows[..120].Order());
        Assert.Equal(target, ofShadows[120..].Order());
        Assert.Equal(evidence.Curves.Single().Points[0].Scores.Sum(), evidence.LocalShadows.Scores["gap"].Sum() / 2);
    }

    [Fact]
    public void Shadows_cost_the_target_no_query_and_change_nothing_it_told()
    {
        var records = SmallWorld.Draw(100, seed: 4);
        (string Curves, int Asked) Run(ITrainer? trainer)
        {
            var asked = 0;
            var evidence = Collect(records, trainer, target: new RuleClassifier(Sign) { Before = (batch, _) => Interlocked.Add(ref asked, batch.Count) });
            Assert.Equal(trainer is not null, evidence.LocalShadows is not null);
            return (JsonSerializer.Serialize(evidence.Curves), asked);
        }

        Assert.Equal(Run(null), Run(new MemoriserTrainer(SmallWorld.Classes)));
    }

    [Fact]
    public void The_answer_is_the_same_for_any_number_of_threads_and_another_for_another_seed()
    {
        var records = SmallWorld.Draw(120, seed: 5);
        string Evidence(int threads, ulong seed) => JsonSerializer.Serialize(
            Collect(records, new MemoriserTrainer(SmallWorld.Classes), Some with { DegreeOfParallelism = threads, Seed = seed }).LocalShadows);
        Assert.Equal(Evidence(1, 7), Evidence(8, 7));
        Assert.NotEqual(Evidence(1, 7), Evidence(1, 8));
    }

    [Fact]
    public void Records_of_one_person_are_one_piece_of_evidence_for_each_shadow_that_was_trained_on_them_or_not()
    {
        var records = SmallWorld.Draw(120, seed: 6);
        var evidence = Collect(
            records with { Subjects = [.. Enumerable.Range(0, 120).Select(static i => (UInt128)(ulong)(i / 4))] }, new MemoriserTrainer(SmallWorld.Classes), Some with { LocalShadowRecords = 1000 }, ["label-noise"]);
        var shadows = evidence.LocalShadows!;
        Assert.InRange(shadows.Units.Max() + 1, 60, 119);
        Assert.Equal(Enumerable.Range(0, shadows.Units.Max() + 1), shadows.Units.Distinct().Order());
        Assert.All(shadows.Units.Zip(shadows.Trained).GroupBy(static pair => pair.First), static unit => Assert.Single(unit.Select(static pair => pair.Second).Distinct()));
    }

    [Fact]
    public void Without_a_trainer_or_a_question_there_are_none()
    {
        var records = SmallWorld.Draw(60, seed: 7);
        Assert.Null(Collect(records, null).LocalShadows);
        var trainer = new WatchedTrainer();
        var transfer = Collect(records, trainer, attacks: ["gap", "label-transfer"]);
        Assert.Null(transfer.LocalShadows);
        Assert.False(transfer.LocalShadowsCutOff);
        Assert.Equal(4, trainer.Trained.Count);
    }

    [Fact]
    public void When_the_time_is_up_in_training_what_the_target_told_stands()
    {
        var records = SmallWorld.Draw(100, seed: 8);
        using var time = new CancellationTokenSource();
        var trainer = new MemoriserTrainer(SmallWorld.Classes) { Before = (_, token) => { time.Cancel(); token.ThrowIfCancellationRequested(); } };
        var cut = Collect(records, trainer, timeUp: time.Token);
        Assert.Null(cut.LocalShadows);
        Assert.True(cut.LocalShadowsCutOff);
        Assert.Equal(JsonSerializer.Serialize(Collect(records, null).Curves), JsonSerializer.Serialize(cut.Curves));
    }

    [Fact]
    public void When_the_time_is_up_while_a_shadow_is_asked_nothing_half_known_stays()
    {
        using var time = new CancellationTokenSource();
        var trainer = new WatchedTrainer { Before = before => { if (before == 30) { time.Cancel(); } } };
        var cut = Collect(SmallWorld.Draw(100, seed: 9), trainer, timeUp: time.Token);
        Assert.Null(cut.LocalShadows);
        Assert.True(cut.LocalShadowsCutOff);
        Assert.Equal(2, trainer.Disposed);
        Assert.InRange(trainer.Batches, 31, 33);
    }

    [Fact]
    public void A_cancellation_stops_training_and_asking()
    {
        var records = SmallWorld.Draw(100, seed: 10);
        using var inTraining = new CancellationTokenSource();
        var first = new MemoriserTrainer(SmallWorld.Classes) { Before = (_, token) => { inTraining.Cancel(); token.ThrowIfCancellationRequested(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => Collect(records, first, cancellation: inTraining.Token));
        using var inAsking = new CancellationTokenSource();
        var second = new WatchedTrainer { Before = before => { if (before == 20) { inAsking.Cancel(); } } };
        Assert.ThrowsAny<OperationCanceledException>(() => Collect(records, second, cancellation: inAsking.Token));
        Assert.InRange(second.Batches, 21, 23);
        Assert.Equal(2, second.Disposed);
    }

    [Fact]
    public void What_a_trainer_refuses_reaches_the_user_as_it_is()
    {
        var refused = Assert.Throws<InputException>(() => Collect(SmallWorld.Draw(100, seed: 11), new MemoriserTrainer(SmallWorld.Classes) { FailAfter = 1 }));
        Assert.Equal(DiagnosticIds.ToolFailed, refused.Diagnostic.Id);
    }

    [Fact]
    public void Where_shadows_are_optional_a_trainer_that_fails_leaves_the_target_s_answers_and_a_warning()
    {
        var records = SmallWorld.Draw(100, seed: 11);
        var evidence = LabelOnlyCollector.Collect(new LabelOnlyRequest(Asked, records, new RuleClassifier(Sign), FeatureSpace.Of(records, []), Some)
        {
            Trainer = new MemoriserTrainer(SmallWorld.Classes) { FailAfter = 1 },
            LocalShadows = new LocalShadowSource(ShadowPool.Create(ShadowSources.Auditor, records, null, []), 50) { Optional = true },
        });
        Assert.Equal(JsonSerializer.Serialize(Collect(records, null).Curves), JsonSerializer.Serialize(evidence.Curves));
        Assert.Null(evidence.LocalShadows);
        Assert.False(evidence.LocalShadowsCutOff);
        var told = Assert.Single(evidence.Notes);
        Assert.Equal((DiagnosticIds.NotMeasurable, Severity.Warning), (told.Id, told.Severity));
        Assert.EndsWith("the trainer failed", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shadows_that_fit_less_than_the_target_are_counted()
    {
        var unmatched = new SameTrainer(Sign) { Matched = false };
        Assert.Equal(2, Collect(SmallWorld.Draw(100, seed: 14), unmatched, attacks: ["label-noise"]).LocalShadows!.Unmatched);
        Assert.Equal(0, Collect(SmallWorld.Draw(100, seed: 14), new SameTrainer(Sign), attacks: ["label-noise"]).LocalShadows!.Unmatched);
    }

    /// <summary>Of 15 records some of 16 shadows would be trained on none.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(15, false)]
    [InlineData(40, true)]
    public void Too_few_reference_records_make_no_shadows_and_no_error(int reference, bool any)
    {
        var records = SmallWorld.Draw(100, seed: 15);
        var evidence = Collect(records, new MemoriserTrainer(SmallWorld.Classes), reference: SmallWorld.Draw(reference, seed: 16), attacks: ["label-noise"]);
        Assert.Single(evidence.Curves);
        Assert.Equal(any, evidence.LocalShadows is not null);
        Assert.False(evidence.LocalShadowsCutOff);
    }

    [Fact]
    public void A_pool_of_other_records_is_refused()
    {
        var records = SmallWorld.Draw(60, seed: 12);
        var request = new LabelOnlyRequest(Asked, records, new RuleClassifier(Sign), FeatureSpace.Of(records, []), Some)
        {
            Trainer = new MemoriserTrainer(SmallWorld.Classes),
            LocalShadows = new LocalShadowSource(ShadowPool.Create(ShadowSources.Auditor, SmallWorld.Draw(60, seed: 13), null, []), 30),
        };
        Assert.Throws<ArgumentException>(() => LabelOnlyCollector.Collect(request));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelOnlyCollector.Collect(request with { Options = Some with { LocalShadowRecords = 0 } }));
    }

    /// <summary>Trains the target itself, whatever the records.</summary>
    private sealed class SameTrainer(Func<double[], int> rule) : ITrainer
    {
        public bool Matched { get; init; } = true;

        public TrainerDescription Description { get; } = new(TrainerKinds.Surrogate, "the target", "1");

        public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation) =>
            new(new RuleClassifier(rule), new TrainingSummary(1, 0, null, Matched));

        public void Dispose()
        {
        }
    }

    private sealed class WatchedTrainer : ITrainer
    {
        private readonly MemoriserTrainer memoriser = new(SmallWorld.Classes);
        private int batches;
        private int disposed;

        /// <summary>Called before each batch of any shadow with how many went before.</summary>
        public Action<int>? Before { get; init; }

        public ConcurrentBag<RecordBatch> Trained { get; } = [];

        public ConcurrentDictionary<RecordBatch, int> Queries { get; } = [];

        public int Batches => batches;

        public int Disposed => disposed;

        public TrainerDescription Description => memoriser.Description;

        public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
        {
            Trained.Add(records);
            var model = memoriser.Train(records, seed, cancellation);
            return model with { Classifier = new Watched(model.Classifier, this, records) };
        }

        public void Dispose() => memoriser.Dispose();

        private sealed class Watched(IClassifier model, WatchedTrainer trainer, RecordBatch trainedOn) : IClassifier
        {
            public IReadOnlyList<ModelInput> Inputs => model.Inputs;

            public ClassList Classes => model.Classes;

            public ScoreKind ScoreKind => model.ScoreKind;

            public int PreferredBatchSize => model.PreferredBatchSize;

            public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
            {
                trainer.Before?.Invoke(Interlocked.Increment(ref trainer.batches) - 1);
                trainer.Queries.AddOrUpdate(trainedOn, batch.Count, (_, before) => before + batch.Count);
                return model.Predict(batch, cancellation);
            }

            public void Dispose()
            {
                Interlocked.Increment(ref trainer.disposed);
                model.Dispose();
            }
        }
    }
}
