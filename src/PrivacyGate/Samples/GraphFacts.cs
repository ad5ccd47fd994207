namespace PrivacyGate.Samples;

/// <summary>What the graph of a model shows of how it was fitted to its training records.</summary>
/// <param name="HasHiddenLayers">Whether it is a neural network with a hidden layer.</param>
/// <param name="HasTrees">Whether its probabilities come from decision trees.</param>
/// <param name="IsGrownOut">Whether its trees were grown until every leaf held one class.</param>
public sealed record GraphFacts(bool HasHiddenLayers, bool HasTrees, bool IsGrownOut)
{
    /// <summary>Where nothing is known.</summary>
    public static readonly GraphFacts None = new(false, false, false);
}

/// <summary>Values of a feature that the model's own graph was made for.</summary>
/// <param name="Low">The smallest.</param>
/// <param name="High">The largest.</param>
public sealed record ExpectedRange(double Low, double High)
{
    /// <summary>The values at which trees split this feature, each once; null where no trees were found.</summary>
    public IReadOnlyList<float>? Splits { get; init; }

    /// <summary>Standard deviation (or range) of the training data around the middle of this range, where a scaler was fitted to it.</summary>
    public double? Deviation { get; init; }

    /// <summary>The texts that an encoder knows; null for numbers, and where no encoder was found.</summary>
    public IReadOnlyList<string>? Texts { get; init; }
}
