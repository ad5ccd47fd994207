namespace PrivacyGate.Models;

/// <summary>What the classifier said of a batch.</summary>
/// <param name="Kind">How to read <paramref name="Scores"/>.</param>
/// <param name="ClassCount">Number of classes; 0 for a label-only model that does not list them.</param>
/// <param name="Scores">(records x classes), row-major; empty when <paramref name="Kind"/> is <see cref="ScoreKind.LabelOnly"/>. A model with a single sigmoid output z is told as the two logits (0, z).</param>
/// <param name="PredictedClass">The class the model would answer, for each record.</param>
/// <param name="LastLayerNorm">For each record the Euclidean norm of what enters the last linear layer, with a 1 appended when that layer has a bias: sqrt(|h|^2 + 1). Null when the model has no such layer.</param>
public sealed record Predictions(
    ScoreKind Kind,
    int ClassCount,
    double[] Scores,
    int[] PredictedClass,
    double[]? LastLayerNorm)
{
    /// <summary>Where single-precision probabilities end.</summary>
    public const double SinglePrecisionFloor = 1e-45;

    /// <summary>
    /// The smallest probability the model can tell from 0: half a vote where trees vote. Logit-scaled confidence ends there:
    /// below lies nothing but rounding, whose logarithm would drown every difference that means something.
    /// </summary>
    public double ProbabilityFloor { get; init; } = SinglePrecisionFloor;

    /// <summary>Number of records.</summary>
    public int Count => PredictedClass.Length;
}
