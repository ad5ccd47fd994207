namespace PrivacyGate.Models;

/// <summary>A model fresh from training.</summary>
/// <param name="Classifier">The model, with the inputs and classes of the target.</param>
/// <param name="Summary">How training went.</param>
public sealed record TrainedModel(IClassifier Classifier, TrainingSummary Summary) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}

/// <param name="Epochs">Passes over the training records; need not be whole.</param>
/// <param name="MeanLoss">Mean cross-entropy in nats on its own training records, in inference mode.</param>
/// <param name="WantedLoss">The mean loss training was to reach (what the target shows on its members), or null when a recipe was given.</param>
/// <param name="Matched">Whether it was reached; true when none was wanted.</param>
public sealed record TrainingSummary(double Epochs, double MeanLoss, double? WantedLoss, bool Matched);
