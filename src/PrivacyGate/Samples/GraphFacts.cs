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
