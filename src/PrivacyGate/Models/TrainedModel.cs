using PrivacyGate.Samples;

namespace PrivacyGate.Models;

/// <summary>A model fresh from training.</summary>
/// <param name="Classifier">The model, with the inputs and classes of the target.</param>
/// <param name="Summary">How training went.</param>
public sealed record TrainedModel(IClassifier Classifier, TrainingSummary Summary) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}
