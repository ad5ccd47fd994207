namespace PrivacyGate.Models;

/// <summary>Trains models of one kind: shadow models of the target's kind, or what comes nearest. Thread-safe: several models may train side by side, each call keeping to one thread.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>What it trains and how, for the report.</summary>
    TrainerDescription Description { get; }

    /// <summary>Trains one model from scratch.</summary>
    /// <param name="records">The training records, in any order.</param>
    /// <param name="seed">Decides initial weights, batch order and every other chance: same records, same seed, same model.</param>
    /// <param name="cancellation">Stops inside training.</param>
    /// <exception cref="InputException">The records cannot be trained on, or the user's own trainer failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    TrainedModel Train(RecordBatch records, ulong seed, CancellationToken cancellation);
}

/// <param name="Kind">A constant of <see cref="TrainerKinds"/>.</param>
/// <param name="Text">One line for people: architecture, optimiser, epochs; says so when the model is a surrogate for another kind.</param>
/// <param name="Fingerprint">Everything the trained bytes follow from beside records and seed, as text: part of cache keys.</param>
public sealed record TrainerDescription(string Kind, string Text, string Fingerprint)
{
    /// <summary>What the target's logits are divided by to be on the scale of these models' answers, above 0; 1 for models that answer on the target's own scale.</summary>
    public double Temperature { get; init; } = 1;
}

/// <summary>The kinds of shadow models, as reports name them.</summary>
public static class TrainerKinds
{
    /// <summary>The target's own graph, trained by gradients.</summary>
    public const string Network = "network";

    /// <summary>A linear classifier.</summary>
    public const string Linear = "linear";

    /// <summary>Trees grown side by side.</summary>
    public const string Forest = "forest";

    /// <summary>Trees grown one upon the other.</summary>
    public const string Boosting = "boosting";

    /// <summary>The target's own trainer, of the library that made it.</summary>
    public const string Library = "library";

    /// <summary>A network that stands in for a kind of model that cannot be trained here.</summary>
    public const string Surrogate = "surrogate";

    /// <summary>Trained by the user's own command.</summary>
    public const string Command = "command";

    /// <summary>Reference models the user brought.</summary>
    public const string Ready = "ready";
}

/// <summary>A model fresh from training.</summary>
/// <param name="Classifier">The model, with the inputs and classes of the target.</param>
/// <param name="Summary">How training went.</param>
public sealed record TrainedModel(IClassifier Classifier, TrainingSummary Summary) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}
