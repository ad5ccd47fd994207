using System.Text.Json;
using PrivacyGate.Models;
using PrivacyGate.Onnx.Training;
using PrivacyGate.Onnx.Training.Optimizers;
using PrivacyGate.Onnx.Training.Parameters;
using PrivacyGate.Onnx.Training.Small;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

public sealed class NetworkFitterTests : IDisposable
{
    private readonly NetworkFitter fitter = new();

    public void Dispose() => fitter.Dispose();

    [Fact]
    public void Steps_and_losses_are_PyTorchs()
    {
        var before = Golden.Network.GetProperty("before").Deserialize<float[][]>()!;
        var after = Golden.Network.GetProperty("after").Deserialize<float[][]>()!;
        var losses = Golden.Network.GetProperty("losses").Deserialize<float[]>()!;
        Array[] sources = [Golden.Network.GetProperty("x").Deserialize<float[]>()!, Golden.Network.GetProperty("y").Deserialize<long[]>()!];
        using var session = new SmallNetworkSession(new SmallNetworkShape([5, 6, 3], NetworkLoss.CrossEntropy));
        using var worker = session.Workers.Rent(session.StepShape(20));
        worker.Start(1, Optimizer.Of(new TrainingRecipe { Optimizer = OptimizerKind.AdamW, WeightDecay = .01 }));
        for (var i = 0; i < before.Length; i++)
        {
            before[i].CopyTo(worker.Layout.Of(worker.Values, i));
        }

        int[] rows = [.. Enumerable.Range(0, 20)];
        for (var step = 1; step <= losses.Length; step++)
        {
            Assert.Equal(losses[step - 1], worker.Step(sources, rows, .05, step, CancellationToken.None), 1e-5f);
        }

        for (var i = 0; i < after.Length; i++)
        {
            var reached = worker.Layout.Of(worker.Values, i).ToArray();
            Assert.All(after[i].Zip(reached), static pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        }
    }

    [Fact]
    public void Separable_classes_are_told_apart()
    {
        var task = TwoMoons(400) with { Epochs = 120 };
        using var network = fitter.Fit(task, CancellationToken.None);
        var logits = network.Predict(task.Features, 400);
        var right = Enumerable.Range(0, 400).Count(i => (logits[(2 * i) + 1] > logits[2 * i] ? 1 : 0) == task.Targets[i]);
        Assert.True(right >= 396, $"{right} of 400");
    }

    [Fact]
    public void A_normal_distribution_finds_mean_and_deviation_of_each_place()
    {
        var random = new RandomStream(3, 9);
        const int rows = 4000;
        var features = new float[rows];
        var targets = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            features[i] = (float)((2 * random.NextUnit()) - 1);
            var deviation = features[i] > 0 ? .5 : .1;
            targets[i] = (float)((2 * features[i]) + (deviation * random.NextNormal()));
        }

        var task = new NetworkTask(features, 1, targets, 2, [32], NetworkLoss.GaussianLikelihood, 60, 64, 5e-3f, 0, 5);
        using var network = fitter.Fit(task, CancellationToken.None);
        var told = network.Predict([-.5f, .5f], 2);
        Assert.Equal(-1, told[0], .08f);
        Assert.Equal(.1, Math.Exp(told[1]), .03);
        Assert.Equal(1, told[2], .15f);
        Assert.Equal(.5, Math.Exp(told[3]), .1);
    }

    [Fact]
    public void Same_task_same_network_whatever_runs_beside_it()
    {
        var task = TwoMoons(150) with { Epochs = 5, BatchSize = 32 };
        var answers = new float[6][];
        Parallel.For(0, answers.Length, i =>
        {
            using var network = fitter.Fit(task, CancellationToken.None);
            answers[i] = network.Predict(task.Features, 150);
        });
        using var fresh = new NetworkFitter();
        using var alone = fresh.Fit(task, CancellationToken.None);
        Assert.All(answers, answer => Assert.Equal(alone.Predict(task.Features, 150), answer));
        using var other = fresh.Fit(task with { Seed = 2 }, CancellationToken.None);
        Assert.NotEqual(answers[0], other.Predict(task.Features, 150));
    }

    [Fact]
    public void A_linear_network_has_no_hidden_layer()
    {
        var task = TwoMoons(100) with { Hidden = [], Epochs = 50 };
        using var network = fitter.Fit(task, CancellationToken.None);
        var logits = network.Predict([0, 0, 1, 1, 2, 2], 3);

        // On a line through three equal steps a linear function takes equal steps.
        Assert.Equal(logits[2] - logits[0], logits[4] - logits[2], 1e-4f);
    }

    [Fact]
    public void Tasks_that_do_not_add_up_are_refused()
    {
        var task = TwoMoons(10);
        Assert.Throws<ArgumentException>(() => fitter.Fit(task with { Width = 3 }, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => fitter.Fit(task with { Targets = [0, 1, 2, 0, 0, 0, 0, 0, 0, 0] }, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => fitter.Fit(task with { Loss = NetworkLoss.GaussianLikelihood, Outputs = 3 }, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => fitter.Fit(task with { Features = [], Targets = [] }, CancellationToken.None));
    }

    [Fact]
    public void Cancelling_ends_a_fit()
    {
        using var source = new CancellationTokenSource();
        source.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => fitter.Fit(TwoMoons(400) with { Epochs = 1_000_000 }, source.Token));
        using var next = fitter.Fit(TwoMoons(400) with { Epochs = 1 }, CancellationToken.None);
    }

    /// <summary>Two half circles, one inside the other's opening.</summary>
    private static NetworkTask TwoMoons(int rows)
    {
        var random = new RandomStream(11, 9);
        var features = new float[rows * 2];
        var targets = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            var angle = Math.PI * random.NextUnit();
            targets[i] = i % 2;
            features[2 * i] = (float)((i % 2 == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle)) + (.05 * random.NextNormal()));
            features[(2 * i) + 1] = (float)((i % 2 == 0 ? Math.Sin(angle) : .5 - Math.Sin(angle)) + (.05 * random.NextNormal()));
        }

        return new NetworkTask(features, 2, targets, 2, [32, 32], NetworkLoss.CrossEntropy, 10, 32, 5e-3f, 0, 1);
    }
}
