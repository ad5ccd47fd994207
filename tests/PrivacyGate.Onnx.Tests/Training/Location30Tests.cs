using PrivacyGate.Models;
using PrivacyGate.Onnx.Inference;
using PrivacyGate.Onnx.Training.Recipes;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Tests.Training;

public class Location30Tests
{
    /// <summary>The recipe the target was trained by.</summary>
    private static readonly TrainingRecipe Own = new() { Epochs = 60, BatchSize = 64 };

    [SharedFact("data", "location30", "model.onnx")]
    public void A_shadow_of_the_targets_recipe_is_as_over_fitted_as_the_target()
    {
        (var members, var others) = (Location30.Read("member"), Location30.Read("nonmember"));
        using var target = OnnxClassifier.Open(Location30.Model);
        using var trainer = Trained.OfFile(Location30.Model, Own);
        using var shadow = trainer.Train(members, 1, CancellationToken.None);
        Assert.Equal(target.ScoreKind, shadow.Classifier.ScoreKind);
        Assert.Equal(Accuracy(target, members), Accuracy(shadow.Classifier, members), .01);
        Assert.Equal(Accuracy(target, others), Accuracy(shadow.Classifier, others), .05);
        Assert.InRange(shadow.Summary.MeanLoss / LossOf(target, members), .7, 1.4);
    }

    [SharedFact("data", "location30", "model.onnx")]
    public void A_matched_shadow_shows_the_targets_loss_on_its_own_records()
    {
        var others = Location30.Read("nonmember");
        using var target = OnnxClassifier.Open(Location30.Model);
        var wanted = LossOf(target, Location30.Read("member"));
        using var trainer = Trained.OfFile(Location30.Model, new TrainingRecipe(), wanted);
        using var shadow = trainer.Train(others, 1, CancellationToken.None);
        Assert.True(shadow.Summary.Matched);
        Assert.InRange(shadow.Summary.MeanLoss, .9 * wanted, 1.02 * wanted);
        Assert.Equal(MeanLoss.Of(shadow.Classifier.Predict(others, CancellationToken.None), others.Labels), shadow.Summary.MeanLoss, 1e-12);
    }

    private static double LossOf(OnnxClassifier model, RecordBatch records) => MeanLoss.Of(model.Predict(records, CancellationToken.None), records.Labels);

    private static double Accuracy(IClassifier model, RecordBatch records)
    {
        var predicted = model.Predict(records, CancellationToken.None).PredictedClass;
        return predicted.Zip(records.Labels).Count(static pair => pair.First == pair.Second) / (double)records.Count;
    }
}
