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
/// <param name="WantedLoss">What the target shows on its members: the loss training was to reach, or is compared with when a recipe was given. Null when unknown.</param>
/// <param name="Matched">Whether it was reached, or met nearly enough; true when none is known.</param>
public sealed record TrainingSummary(double Epochs, double MeanLoss, double? WantedLoss, bool Matched);
