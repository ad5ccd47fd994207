using PrivacyGate.Models;
using PrivacyGate.Onnx.Tests.Support;

namespace PrivacyGate.Onnx.Tests.Training;

/// <summary>Layers that do one thing in training and another when they serve.</summary>
public sealed class TrainingModeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Running_statistics_of_a_batch_normalisation_follow_the_training()
    {
        var records = Trained.Clouds(256, 1, 1, 8, 8);
        using var trainer = Trained.Trainer("resnet_bn_global", new TrainingRecipe { Epochs = 25, BatchSize = 32, LearningRate = .01 });
        using var model = trainer.Train(records, 1, CancellationToken.None);

        // With the statistics training starts from, 0 and 1, what the layer passes on has another scale, and the answers are wrong.
        Assert.True(model.Summary.MeanLoss < .2, $"loss {model.Summary.MeanLoss}");
    }

    [Fact]
    public void Dropout_is_alive_in_training_and_off_when_the_loss_is_told()
    {
        var records = Trained.Clouds(200, .7, 10);
        var recipe = new TrainingRecipe { Epochs = 3, BatchSize = 32, LearningRate = .01 };
        using var without = Trained.OfFile(WithDropout(0), recipe);
        using var with = Trained.OfFile(WithDropout(.5f), recipe);
        using var calm = without.Train(records, 1, CancellationToken.None);
        using var shaken = with.Train(records, 1, CancellationToken.None);
        Assert.NotEqual(Trained.Parameters(calm), Trained.Parameters(shaken));
        var first = shaken.Classifier.Predict(records, CancellationToken.None);
        Assert.Equal(first.Scores, shaken.Classifier.Predict(records, CancellationToken.None).Scores);
        using var again = with.Train(records, 1, CancellationToken.None);
        Assert.Equal(Trained.Parameters(shaken), Trained.Parameters(again));
    }

    [Theory]
    [InlineData(.3)]
    [InlineData(.1)]
    public void A_loss_is_matched_with_dropout_off(double wanted)
    {
        using var trainer = Trained.OfFile(WithDropout(.3f), new TrainingRecipe { BatchSize = 32, LearningRate = .005 }, wanted);
        using var model = trainer.Train(Trained.Clouds(300, .7, 10), 1, CancellationToken.None);
        Assert.True(model.Summary.Matched, model.Summary.ToString());
        Assert.InRange(model.Summary.MeanLoss, .8 * wanted, 1.02 * wanted);
    }

    private string WithDropout(float ratio) => folder.Write(FormattableString.Invariant($"dropout{ratio}.onnx"), DropoutModel.Bytes(ratio));
}
