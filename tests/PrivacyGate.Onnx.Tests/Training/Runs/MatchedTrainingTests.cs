using PrivacyGate.Models;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Recipes;
using PrivacyGate.Onnx.Training.Runs;
using PrivacyGate.Samples;
using PrivacyGate.Signals;

namespace PrivacyGate.Onnx.Tests.Training.Runs;

public class MatchedTrainingTests
{
    private static readonly TrainingRecipe Recipe = new() { BatchSize = 32, LearningRate = .005 };

    [Theory]
    [InlineData(OptimizerKind.Adam, .005, 0, .5)]
    [InlineData(OptimizerKind.Adam, .005, 0, .1)]
    [InlineData(OptimizerKind.AdamW, .005, 0, .02)]
    [InlineData(OptimizerKind.Sgd, .05, .9, .1)]
    [InlineData(OptimizerKind.Sgd, .2, 0, .02)]
    public void The_wanted_loss_is_reached_and_not_passed_by_far(OptimizerKind kind, double rate, double momentum, double wanted)
    {
        var records = Trained.Clouds(400, .7, 10);
        using var trainer = Trained.Trainer("mlp_relu", Recipe with { Optimizer = kind, LearningRate = rate, Momentum = momentum }, wanted);
        for (ulong seed = 1; seed <= 4; seed++)
        {
            using var model = trainer.Train(records, seed, CancellationToken.None);
            Assert.True(model.Summary.Matched, model.Summary.ToString());
            Assert.Equal(wanted, model.Summary.WantedLoss);
            Assert.InRange(model.Summary.MeanLoss, .8 * wanted, 1.02 * wanted);
            var answers = model.Classifier.Predict(records, CancellationToken.None);
            Assert.Equal(SignalCalculator.Calculate(answers, records.Labels).Confidence!.Average(SignalCalculator.Loss), model.Summary.MeanLoss, 1e-12);
        }
    }

    [Fact]
    public void A_loss_out_of_reach_keeps_the_best_parameters_and_says_so()
    {
        // Every record twice, with two labels: no model gets below ln 2.
        var half = Trained.Clouds(60, 1, 10);
        var records = RecordBatch.Join([half, half with { Labels = [.. half.Labels.Select(static label => (label + 1) % 4)] }]);
        using var trainer = Trained.Trainer("mlp_relu", Recipe with { Epochs = 40 }, .1);
        using var model = trainer.Train(records, 1, CancellationToken.None);
        Assert.False(model.Summary.Matched);
        Assert.InRange(model.Summary.MeanLoss, Math.Log(2), .85);
        Assert.InRange(model.Summary.Epochs, 1, 120);
        var answers = model.Classifier.Predict(records, CancellationToken.None);
        Assert.Equal(SignalCalculator.Calculate(answers, records.Labels).Confidence!.Average(SignalCalculator.Loss), model.Summary.MeanLoss, 1e-12);
    }

    [Fact]
    public void Looks_at_the_loss_are_few_while_it_is_far_and_never_let_it_pass_by()
    {
        // A loss that falls by 5 % an epoch from 3 to .05: 80 epochs.
        const int steps = 20;
        var watch = new LossWatch(.05, steps);
        var looks = 0;
        long step = 0;
        double Loss() => 3 * Math.Pow(.95, step / (double)steps);
        while (true)
        {
            step++;
            if (watch.IsTime(step, (float)(Loss() * 1.1)))
            {
                looks++;
                if (Loss() <= .051)
                {
                    break;
                }

                watch.Looked(step, Loss());
            }
        }

        Assert.InRange(looks, 5, 20);
        Assert.InRange(Loss(), .0485, .051);
    }

    [Theory]
    [InlineData(ScoreKind.Logits)]
    [InlineData(ScoreKind.Probabilities)]
    public void The_mean_loss_is_the_engines(ScoreKind kind)
    {
        var random = new RandomStream(5, 5);
        var scores = new double[200 * 7];
        for (var record = 0; record < 200; record++)
        {
            double[] logits = [.. Enumerable.Range(0, 7).Select(_ => 10 * random.NextNormal())];
            var total = logits.Sum(Math.Exp);
            for (var j = 0; j < 7; j++)
            {
                scores[(record * 7) + j] = kind == ScoreKind.Logits ? logits[j] : Math.Exp(logits[j]) / total;
            }
        }

        int[] labels = [.. Enumerable.Range(0, 200).Select(_ => random.NextBelow(7))];
        var answers = new Predictions(kind, 7, scores, new int[200], null);
        Assert.Equal(SignalCalculator.Calculate(answers, labels).Confidence!.Average(SignalCalculator.Loss), MeanLoss.Of(answers, labels), 1e-9);
    }
}
