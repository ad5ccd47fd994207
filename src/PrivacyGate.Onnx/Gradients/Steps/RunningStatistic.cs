namespace PrivacyGate.Onnx.Gradients.Steps;

/// <summary>A running mean or variance of batch normalisation.</summary>
/// <param name="Name">Input of the step, and initializer of the target's graph.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Updated">Output of the step: the value after this batch.</param>
/// <param name="Initial">Where it starts: 0 for a mean, 1 for a variance.</param>
public sealed record RunningStatistic(string Name, IReadOnlyList<long> Shape, string Updated, float Initial)
{
    /// <summary>What it starts with where the model was trained on from another one; else null.</summary>
    public float[]? Start { get; init; }
}
