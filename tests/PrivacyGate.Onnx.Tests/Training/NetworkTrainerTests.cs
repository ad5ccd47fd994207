using PrivacyGate.Models;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Networks;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training;

public class NetworkTrainerTests
{
    private static readonly TrainingRecipe Short = new() { Epochs = 4, BatchSize = 32, LearningRate = .01 };

    [Fact]
    public void Separable_records_are_learnt_to_nearly_no_loss()
    {
        var records = Trained.Clouds(300, .5, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short with { Epochs = 60 });
        using var model = trainer.Train(records, 1, CancellationToken.None);
        Assert.True(model.Summary.MeanLoss < .01, $"loss {model.Summary.MeanLoss}");
        Assert.Equal(60, model.Summary.Epochs);
        Assert.True(model.Summary.Matched);
        Assert.Equal(records.Labels, model.Classifier.Predict(records, CancellationToken.None).PredictedClass);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Parameters_are_the_same_bytes_for_any_number_of_workers(int workers)
    {
        var records = Trained.Clouds(150, 2, 10);
        using var alone = Trained.Trainer("mlp_relu", Short);
        float[][] wanted = [.. Enumerable.Range(0, 10).Select(seed => Train(alone, records, seed))];
        using var trainer = Trained.Trainer("mlp_relu", Short);
        var trained = new float[10][];
        Parallel.For(0, 10, new ParallelOptions { MaxDegreeOfParallelism = workers }, i => trained[9 - i] = Train(trainer, records, 9 - i));
        Assert.All(wanted.Zip(trained), static pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(10, trained.DistinctBy(static values => values[0]).Count());
    }

    [Fact]
    public void A_cancelled_shadow_leaves_nothing_behind()
    {
        var records = Trained.Clouds(150, 2, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short with { Epochs = 1_000_000 });
        using var source = new CancellationTokenSource(50);
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(records, 1, source.Token));

        using var fresh = Trained.Trainer("mlp_relu", Short);
        using var used = Trained.Trainer("mlp_relu", Short);
        using var late = new CancellationTokenSource(1);
        try
        {
            used.Train(records, 2, late.Token).Dispose();
        }
        catch (OperationCanceledException)
        {
            // Whether it came in time is the machine's business; what follows must hold either way.
        }

        Assert.Equal(Train(fresh, records, 1), Train(used, records, 1));
    }

    [Fact]
    public void The_summary_tells_the_engines_mean_loss()
    {
        var records = Trained.Clouds(150, 3, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short);
        using var model = trainer.Train(records, 1, CancellationToken.None);
        var answers = model.Classifier.Predict(records, CancellationToken.None);
        Assert.Equal(ScoreKind.Logits, answers.Kind);
        Assert.Equal(4, answers.ClassCount);
        var wanted = SignalCalculator.Calculate(answers, records.Labels).Confidence!.Average(SignalCalculator.Loss);
        Assert.Equal(wanted, model.Summary.MeanLoss, 1e-12);
    }

    [Fact]
    public void A_batch_of_any_size_is_answered_alike()
    {
        var records = Trained.Clouds(101, 2, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short);
        using var model = trainer.Train(records, 1, CancellationToken.None);
        var all = model.Classifier.Predict(records, CancellationToken.None).Scores;
        var one = model.Classifier.Predict(records.Pick([100]), CancellationToken.None).Scores;
        Assert.All(one.Zip(all[^4..]), static pair => Assert.Equal(pair.Second, pair.First, 1e-4));
    }

    [Fact]
    public void A_loss_that_runs_off_is_an_error_that_names_the_cure()
    {
        using var trainer = Trained.Trainer("mlp_relu", Short with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e30 });
        var error = Assert.Throws<InputException>(() => trainer.Train(Trained.Clouds(150, 2, 10), 1, CancellationToken.None));
        Assert.Contains("learning rate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_outside_the_classes_and_empty_sets_are_refused()
    {
        var records = Trained.Clouds(10, 2, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short);
        var label = Assert.Throws<InputException>(() => trainer.Train(records with { Labels = [0, 1, 2, 3, 4, 0, 0, 0, 0, 0] }, 1, CancellationToken.None));
        Assert.Equal(DiagnosticIds.LabelOutsideClasses, label.Diagnostic.Id);
        var empty = Assert.Throws<InputException>(() => trainer.Train(records.Pick([]), 1, CancellationToken.None));
        Assert.Equal(DiagnosticIds.NoRecords, empty.Diagnostic.Id);
    }

    [Fact]
    public void Fewer_records_than_a_batch_are_one_step_an_epoch()
    {
        using var trainer = Trained.Trainer("mlp_relu", Short with { BatchSize = 64 });
        using var model = trainer.Train(Trained.Clouds(9, 1, 10), 1, CancellationToken.None);
        Assert.Equal(4, model.Summary.Epochs);
    }

    [Fact]
    public void Fingerprints_tell_recipes_apart_in_any_culture()
    {
        using var one = Trained.Trainer("mlp_relu", Short);
        using var other = Trained.Trainer("mlp_relu", Short with { WeightDecay = 1e-4 });
        using var matched = Trained.Trainer("mlp_relu", Short, .5);
        using var model = Trained.Trainer("mlp_dropout", Short);
        Assert.Equal(4, new[] { one, other, matched, model }.Select(static trainer => trainer.Description.Fingerprint).Distinct().Count());
        Assert.Equal("the target's own network, 244 parameters in 4 tensors; Adam, learning rate 0.01, batch 32, 4 epochs", one.Description.Text);
    }

    [Fact]
    public void Memory_is_told()
    {
        var records = Trained.Clouds(150, 2, 10);
        using var trainer = Trained.Trainer("mlp_relu", Short);

        // 160 + 16 + 64 + 4 parameters, each tensor padded to 16: 256 numbers. Adam keeps 4 of each; a batch is 32 rows of 10 floats and a label.
        Assert.Equal(256 * 4, trainer.BytesPerShadow);
        Assert.Equal((256 * 4 * 4) + (32 * ((10 * 4) + 8)), trainer.BytesPerWorker(records));
    }

    private static float[] Train(NetworkTrainer trainer, RecordBatch records, int seed)
    {
        using var model = trainer.Train(records, (ulong)seed, CancellationToken.None);
        return Trained.Parameters(model);
    }
}
