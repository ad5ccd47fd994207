using System.Collections.Concurrent;
using PrivacyGate.Features;
using PrivacyGate.LabelOnly;
using PrivacyGate.LabelOnly.Queries;
using PrivacyGate.Models;
using PrivacyGate.Samples;
using PrivacyGate.Tests.Attacks;
using PrivacyGate.Tests.Doubles;

namespace PrivacyGate.Tests.LabelOnly;

public class TransferTests
{
    private const string Transfer = "label-transfer";

    private static int Opposite(double[] x) => x[0] > 0 ? 0 : 1;

    private static QueryCurve? Ask(RecordBatch records, ITrainer? trainer, RecordBatch? reference = null, ulong seed = 1, CancellationToken timeUp = default) =>
        LabelOnlyCollector.Collect(
            new LabelOnlyRequest([Transfer], records, new RuleClassifier(Opposite), FeatureSpace.Of(records, []), new LabelOnlyOptions { DegreeOfParallelism = 2, Seed = seed })
            {
                Trainer = trainer,
                Reference = reference,
            },
            timeUp: timeUp).Curves.SingleOrDefault();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_record_is_scored_by_a_model_that_was_trained_on_it(bool withReference)
    {
        var records = SmallWorld.Draw(200, seed: 1);

        // Half of the reference records are audited themselves.
        var reference = RecordBatch.Join([SmallWorld.Draw(100, seed: 2), records.Pick([.. Enumerable.Range(0, 100)])]);
        var trainer = new WatchedTrainer();
        var curve = Ask(records, trainer, withReference ? reference : null)!;
        Assert.Equal(200, curve.Points.Single().Scores.Length);
        Assert.Equal(withReference ? 2 : 4, trainer.Trainings.Count);
        Assert.All(trainer.Trainings, static training => Assert.Empty(training.Trained.Keys.Intersect(training.Asked!.Keys)));
        Assert.All(trainer.Trainings, static training => Assert.All(
            Enumerable.Range(0, training.Trained.Count),
            row => Assert.Equal(Opposite(RuleClassifier.Numbers(training.Trained, row)), training.Trained.Labels[row])));
        Assert.All(records.Keys, key => Assert.Equal(2, trainer.Trainings.Count(training => training.Asked!.Keys.Contains(key))));
        if (withReference)
        {
            Assert.All(trainer.Trainings, static training => Assert.Equal(100, training.Trained.Count));
        }
    }

    [Fact]
    public void Records_of_one_person_fall_into_one_half()
    {
        var records = SmallWorld.Draw(200, seed: 3);
        records = records with { Subjects = [.. Enumerable.Range(0, 200).Select(static i => (UInt128)(ulong)(i / 5))] };
        var trainer = new WatchedTrainer();
        Ask(records, trainer);
        Assert.All(trainer.Trainings, static training => Assert.Empty(training.Trained.Subjects!.Intersect(training.Asked!.Subjects!)));
    }

    [Fact]
    public void Without_a_trainer_or_without_time_there_is_no_curve()
    {
        var records = SmallWorld.Draw(50, seed: 4);
        Assert.Null(Ask(records, null));
        using var time = new CancellationTokenSource();
        time.Cancel();
        Assert.Null(Ask(records, new WatchedTrainer(), timeUp: time.Token));
    }

    /// <summary>Models that answer (0, x1) for two classes: the loss in class 1 is ln(1 + exp(-x1)), that in class 0 ln(1 + exp(x1)).</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [ValueOf("label-transfer")]
    public void The_score_is_the_loss_of_models_that_never_saw_the_record_where_the_target_is_right_and_0_elsewhere(bool withReference)
    {
        var records = SmallWorld.Draw(80, seed: 6);
        records = records with { Labels = [.. Enumerable.Range(0, 80).Select(static row => row % 2)] };
        var scores = Ask(records, new SlopeTrainer(), withReference ? SmallWorld.Draw(40, seed: 7) : null)!.Points.Single().Scores;
        var right = 0;
        for (var row = 0; row < 80; row++)
        {
            var x = RuleClassifier.Numbers(records, row);
            var isRight = Opposite(x) == records.Labels[row];
            right += isRight ? 1 : 0;
            Assert.Equal(isRight ? Math.Log(1 + Math.Exp(records.Labels[row] == 1 ? -x[1] : x[1])) : 0, scores[row], 6);
        }

        Assert.InRange(right, 20, 60);
    }

    [Fact]
    public void The_same_seed_gives_the_same_scores()
    {
        var records = SmallWorld.Draw(120, seed: 5);
        Assert.Equal(Ask(records, new MemoriserTrainer(SmallWorld.Classes))!.Points[0].Scores, Ask(records, new MemoriserTrainer(SmallWorld.Classes))!.Points[0].Scores);
        Assert.NotEqual(Ask(records, new MemoriserTrainer(SmallWorld.Classes))!.Points[0].Scores, Ask(records, new MemoriserTrainer(SmallWorld.Classes), seed: 2)!.Points[0].Scores);
    }

    private sealed class SlopeTrainer : ITrainer
    {
        public TrainerDescription Description { get; } = new(TrainerKinds.Surrogate, "slope", "1");

        public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation) => new(new Slope(), new TrainingSummary(1, 0, null, true));

        public void Dispose()
        {
        }
    }

    private sealed class Slope : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs => [];

        public ClassList Classes => new(2, null);

        public ScoreKind ScoreKind => ScoreKind.Logits;

        public int PreferredBatchSize => 16;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            double[] slopes = [.. Enumerable.Range(0, batch.Count).Select(row => RuleClassifier.Numbers(batch, row)[1])];
            return new Predictions(ScoreKind.Logits, 2, [.. slopes.SelectMany(static slope => new[] { 0, slope })], Array.ConvertAll(slopes, static slope => slope > 0 ? 1 : 0), null);
        }

        public void Dispose()
        {
        }
    }

    private sealed record Training(RecordBatch Trained)
    {
        public RecordBatch? Asked { get; set; }
    }

    private sealed class WatchedTrainer : ITrainer
    {
        private readonly MemoriserTrainer memoriser = new(SmallWorld.Classes);

        public ConcurrentBag<Training> Trainings { get; } = [];

        public TrainerDescription Description => memoriser.Description;

        public TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation)
        {
            var training = new Training(records);
            Trainings.Add(training);
            var model = memoriser.Train(records, seed, cancellation);
            return model with { Classifier = new WatchedModel(model.Classifier, training) };
        }

        public void Dispose() => memoriser.Dispose();
    }

    private sealed class WatchedModel(IClassifier model, Training training) : IClassifier
    {
        public IReadOnlyList<ModelInput> Inputs => model.Inputs;

        public ClassList Classes => model.Classes;

        public ScoreKind ScoreKind => model.ScoreKind;

        public int PreferredBatchSize => model.PreferredBatchSize;

        public Predictions Predict(RecordBatch batch, CancellationToken cancellation)
        {
            training.Asked = batch;
            return model.Predict(batch, cancellation);
        }

        public void Dispose() => model.Dispose();
    }
}
