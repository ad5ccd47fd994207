using System.Collections.Concurrent;
using System.Text.Json;
using PrivacyGate.Attacks;
using PrivacyGate.Auditing;
using PrivacyGate.Auditing.Findings;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Shadows;
using PrivacyGate.Signals;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.Shadows;

public class ShadowRunnerTests
{
    private static readonly AuditSample Sample = SmallWorld.Audit(new MemoriserTrainer(SmallWorld.Classes), SmallWorld.Draw(120, 1), SmallWorld.Draw(120, 2));
    private static readonly ShadowPool Pool = ShadowPool.Create(ShadowSources.Auditor, Sample.Input.Records!, null, Sample.EqualKeys);
    private static readonly ShadowSchedule Schedule = ShadowSchedule.For(Pool, 8, 120, seed: 4);

    private static string Json(object? value) => JsonSerializer.Serialize(value);

    private static ShadowEvidence? Run(
        MemoriserTrainer trainer,
        int workers = 1,
        IShadowStore? store = null,
        IProgress<ShadowProgress>? progress = null,
        ShadowOptions? options = null,
        CancellationToken stop = default,
        CancellationToken cancellation = default) =>
        ShadowRunner.Run(
            Sample.Input, Pool, Schedule, trainer, (options ?? new ShadowOptions { WantPosteriors = true, TargetMemberLoss = 0.25 }) with { Workers = workers },
            store, progress, stop, cancellation);

    [Fact]
    public void Every_shadow_is_trained_once_and_asked_about_every_audited_record()
    {
        var trainer = new MemoriserTrainer(SmallWorld.Classes);
        var evidence = Run(trainer)!;
        Assert.Equal(8, trainer.Trained);
        Assert.True(evidence.HasIn);
        Assert.Equal(
            new ShadowSummary(
                8, 8, TrainerKinds.Surrogate, "kernel vote", ShadowSources.Auditor, 120, 120, 8,
                evidence.Shadows.Average(shadow => shadow.MeanMemberLoss), 0.25, 1, 0),
            evidence.Summary);
        for (var i = 0; i < 8; i++)
        {
            var shadow = evidence.Shadows[i];
            Assert.Equal(Schedule.Shadows[i].AuditedRows, Enumerable.Range(0, 240).Where(row => shadow.Trained[row]));

            // Told apart from its own model, trained and asked here without the runner.
            using var own = new MemoriserTrainer(SmallWorld.Classes).Train(Pool.TrainingRecords(Schedule.Shadows[i]), Schedule.Shadows[i].Seed, default);
            var expected = SignalCalculator.Calculate(own.Classifier.Predict(Pool.Audited, default), Pool.Audited.Labels).Confidence!;
            Assert.Equal(Array.ConvertAll(expected, phi => (float)phi), shadow.Signal);
            Assert.Equal(expected.Where((_, row) => shadow.Trained[row]).Average(SignalCalculator.Loss), shadow.MeanMemberLoss, 1e-6);
            Assert.Equal(expected.Where((_, row) => !shadow.Trained[row]).Average(SignalCalculator.Loss), shadow.MeanOutLoss, 1e-6);
            Assert.True(shadow.MeanMemberLoss < shadow.MeanOutLoss);
        }
    }

    [Fact]
    public void Evidence_does_not_depend_on_the_number_of_workers()
    {
        var one = Json(Run(new MemoriserTrainer(SmallWorld.Classes), workers: 1));
        Assert.Equal(one, Json(Run(new MemoriserTrainer(SmallWorld.Classes), workers: 3)));
        Assert.Equal(one, Json(Run(new MemoriserTrainer(SmallWorld.Classes), workers: 50)));
    }

    [Fact]
    public void Posteriors_are_kept_in_balance_and_only_when_wanted()
    {
        var evidence = Run(new MemoriserTrainer(SmallWorld.Classes), options: new ShadowOptions { WantPosteriors = true, MostPosteriors = 50 })!;
        Assert.All(evidence.Shadows, shadow =>
        {
            var sample = shadow.Posteriors!;
            Assert.Equal((25, 50, 150), (sample.Trained!.Count(flag => flag), sample.Labels.Length, sample.Probabilities.Length));
            Assert.All(sample.Probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
        });
        Assert.All(Run(new MemoriserTrainer(SmallWorld.Classes), options: new ShadowOptions())!.Shadows, shadow => Assert.Null(shadow.Posteriors));
    }

    [Fact]
    public void Progress_counts_every_shadow()
    {
        var told = new ConcurrentQueue<ShadowProgress>();
        Run(new MemoriserTrainer(SmallWorld.Classes), workers: 3, progress: new Told(told));
        Assert.Equal(Enumerable.Range(1, 8).Select(done => new ShadowProgress(done, 8)), told);
    }

    [Fact]
    public void Stopped_early_the_finished_shadows_count()
    {
        using var stop = new CancellationTokenSource();
        var evidence = Run(new MemoriserTrainer(SmallWorld.Classes) { Before = (before, _) => CancelAt(stop, before, 5) }, stop: stop.Token)!;
        Assert.Equal((5, 8), (evidence.Summary.Count, evidence.Summary.Planned));
        Assert.Equal(Json(Run(new MemoriserTrainer(SmallWorld.Classes))!.Shadows.Take(5)), Json(evidence.Shadows));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Stopped_before_each_record_is_in_and_out_twice_there_is_no_evidence(int after)
    {
        using var stop = new CancellationTokenSource();
        Assert.Null(Run(new MemoriserTrainer(SmallWorld.Classes) { Before = (before, _) => CancelAt(stop, before, after) }, stop: stop.Token));
    }

    [Fact]
    public void Cancelling_throws_and_a_failing_trainer_is_heard()
    {
        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Run(new MemoriserTrainer(SmallWorld.Classes) { Before = (before, _) => CancelAt(cancel, before, 2) }, workers: 2, cancellation: cancel.Token));
        Assert.Equal("the trainer failed", Assert.Throws<InputException>(() =>
            Run(new MemoriserTrainer(SmallWorld.Classes) { FailAfter = 6 }, workers: 2)).Diagnostic.Message);
    }

    [Fact]
    public void A_run_killed_half_way_goes_on_where_it_stopped_and_ends_at_the_same_evidence()
    {
        var store = new MemoryStore();
        Assert.Throws<InputException>(() => Run(new MemoriserTrainer(SmallWorld.Classes) { FailAfter = 5 }, store: store));
        Assert.Equal(5, store.Kept.Count);
        var second = new MemoriserTrainer(SmallWorld.Classes);
        var told = new ConcurrentQueue<ShadowProgress>();
        var resumed = Json(Run(second, store: store, progress: new Told(told)));
        Assert.Equal(3, second.Trained);
        Assert.Equal(8, told.Count);
        Assert.Equal(Json(Run(new MemoriserTrainer(SmallWorld.Classes))), resumed);
        var third = new MemoriserTrainer(SmallWorld.Classes);
        Assert.Equal(resumed, Json(Run(third, workers: 4, store: store)));
        Assert.Equal(0, third.Trained);
    }

    [Fact]
    public void A_key_changes_with_everything_the_answers_follow_from()
    {
        var plan = Schedule.Shadows[0];
        var options = new ShadowOptions();
        var trainer = new MemoriserTrainer(3).Description;
        var others = SmallWorld.Draw(50, 9);
        UInt128[] otherKeys = [.. Pool.Audited.Keys];
        otherKeys[^1]++;
        var changedPool = ShadowPool.Create(ShadowSources.Auditor, Pool.Audited with { Keys = otherKeys }, null, []);
        var referencePool = ShadowPool.Create(ShadowSources.Reference, Pool.Audited, others, []);
        var synthetic = ShadowPool.Create(ShadowSources.Noisy, Pool.Audited, others, []);
        string[] keys =
        [
            ShadowKey.Of(Pool, plan, 3, trainer, options),
            ShadowKey.Of(Pool, plan, 4, trainer, options),
            ShadowKey.Of(Pool, plan with { Seed = plan.Seed + 1 }, 3, trainer, options),
            ShadowKey.Of(Pool, plan with { Index = 1 }, 3, trainer, options),
            ShadowKey.Of(Pool, plan with { AuditedRows = plan.AuditedRows[1..] }, 3, trainer, options),
            ShadowKey.Of(Pool, plan, 3, trainer with { Fingerprint = "kernel vote 2" }, options),
            ShadowKey.Of(Pool, plan, 3, trainer, options with { WantPosteriors = true }),
            ShadowKey.Of(Pool, plan, 3, trainer, options with { WantPosteriors = true, MostPosteriors = 10 }),
            ShadowKey.Of(changedPool, plan, 3, trainer, options),
            ShadowKey.Of(referencePool, plan with { AuditedRows = [], OtherRows = [1, 2] }, 3, trainer, options),
            ShadowKey.Of(referencePool, plan with { AuditedRows = [], OtherRows = [1, 3] }, 3, trainer, options),
            ShadowKey.Of(synthetic, plan with { AuditedRows = [], OtherRows = [1, 3] }, 3, trainer, options),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(keys[0], ShadowKey.Of(Pool, plan, 3, trainer, options with { Workers = 7, TargetMemberLoss = 1 }));
    }

    [Fact]
    public void Shadows_that_are_no_match_for_the_target_are_refused_by_number()
    {
        InputException Error(ITrainer trainer) => Assert.Throws<InputException>(() => ShadowRunner.Run(Sample.Input, Pool, Schedule, trainer, new ShadowOptions()));
        Assert.Equal(
            "shadow model 1 failed: it knows 4 classes and the target 3; let the trainer keep the target's classes, also those without a record",
            Error(new MemoriserTrainer(4)).Diagnostic.Message);
    }

    /// <summary>
    /// The trap: a target that leaks nothing (it saw neither side), and a reference set of which the holdout is a part.
    /// Shadows trained on it as it is know the non-members: the area is far from .5, and a build would fail.
    /// </summary>
    [Fact]
    public void A_reference_set_that_contains_the_holdout_raises_no_alarm()
    {
        var members = SmallWorld.Draw(200, 11);
        var nonMembers = SmallWorld.Draw(200, 12);
        var reference = RecordBatch.Join([SmallWorld.Draw(200, 13), nonMembers]);
        var trainer = new MemoriserTrainer(SmallWorld.Classes);
        var clean = SmallWorld.Audit(trainer, members, nonMembers, trainedOn: SmallWorld.Draw(200, 14));
        var ours = SmallWorld.WithShadows(clean, trainer, reference, ShadowSources.Reference);
        Assert.Equal(200, ours.Input.Shadows!.Summary.Removed);
        Assert.False(ours.Input.Shadows.HasIn);
        Assert.InRange(Area(ours), 0.42, 0.58);

        // What would have happened: the same shadows, blind to the overlap, taken for OUT of everything.
        var lie = reference with { Keys = [.. reference.Keys.Select(key => key + 1)] };
        var naive = SmallWorld.WithShadows(clean, trainer, lie, ShadowSources.Reference);
        Assert.True(Area(naive) > 0.7, $"the trap is set: {Area(naive)}");

        static double Area(AuditSample sample) => Auditor.Run(sample, [new LiraOfflineAttack()], new AuditOptions())
            .Findings.Single(finding => finding.Metric == MetricIds.Auc).Value!.Value;
    }

    [Fact]
    public void Exchanging_the_side_files_exchanges_the_sides_and_nothing_else()
    {
        var one = SmallWorld.Draw(100, 21);
        var other = SmallWorld.Draw(100, 22);
        var trainer = new MemoriserTrainer(SmallWorld.Classes);
        var straight = SmallWorld.WithShadows(SmallWorld.Audit(trainer, one, other), trainer);
        var swapped = SmallWorld.WithShadows(SmallWorld.Audit(trainer, other, one, trainedOn: one), trainer);
        Assert.Equal(straight.Truth.IsMember, swapped.Truth.IsMember.Select(member => !member));
        Assert.Equal(Json(straight.Input.Shadows), Json(swapped.Input.Shadows));
        foreach (var attack in AttackCatalog.For(ModelTask.Classification).Where(attack => attack.Needs == AttackNeeds.Shadows))
        {
            Assert.Null(attack.Refusal(straight.Input));
            Assert.Equal(attack.Score(straight.Input).Values, attack.Score(swapped.Input).Values);
        }
    }

    private static void CancelAt(CancellationTokenSource source, int before, int at)
    {
        if (before == at)
        {
            source.Cancel();
        }
    }

    private sealed class Told(ConcurrentQueue<ShadowProgress> told) : IProgress<ShadowProgress>
    {
        public void Report(ShadowProgress value) => told.Enqueue(value);
    }

    private sealed class MemoryStore : IShadowStore
    {
        public ConcurrentDictionary<string, ShadowAnswers> Kept { get; } = new();

        public ShadowAnswers? TryLoad(string key) => Kept.GetValueOrDefault(key);

        public void Save(string key, ShadowAnswers answers) => Kept[key] = answers;
    }
}
