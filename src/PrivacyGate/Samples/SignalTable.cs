namespace PrivacyGate.Samples;

/// <summary>What the target model gave away of each record: one column a signal, all parallel, no side anywhere.</summary>
/// <param name="ClassCount">Number of classes.</param>
/// <param name="TrueClass">The record's label. Of a model of values: the tenth of the audited records that its first value lies in; of other models 0.</param>
/// <param name="PredictedClass">The model's answer; empty for a model that answers no class.</param>
/// <param name="Confidence">Logit-scaled confidence in the true class, ln p_y - ln sum of the others, in nats; finite. Null for a label-only model.</param>
/// <param name="Entropy">Entropy of the posterior in nats, at least 0. Null for a label-only model.</param>
/// <param name="ModifiedEntropy">Song and Mittal's modified entropy (USENIX Security 2021, eq. 8), at least 0. Null for a label-only model.</param>
/// <param name="GradientNorm">Norm of the loss's gradient in the last layer's weights and bias, |p - e_y| sqrt(|h|^2 + 1). Null when the last layer's input is not exposed.</param>
/// <remarks>Bytes a record: 8 for the classes and 8 for each of the five signals, 48 in all; of a model that is no classifier 4 and 8 for each number.</remarks>
public sealed record SignalTable(
    int ClassCount,
    int[] TrueClass,
    int[] PredictedClass,
    double[]? Confidence,
    double[]? Entropy,
    double[]? ModifiedEntropy,
    double[]? GradientNorm)
{
    /// <summary>The score of the true class as the model shows it, before any normalising: a logit, or the logarithm of a class's own probability; finite. Null when rows add up to 1, or the model answers labels only.</summary>
    public double[]? RawScore { get; init; }

    /// <summary>The answers of a model that is no classifier; null for a classifier.</summary>
    public AnswerSignal? NoClass { get; init; }

    /// <summary>What attacks compare models by, whatever the task; null for a model of bare labels.</summary>
    public AnswerSignal? Answer => NoClass ?? (Confidence is null ? null : new AnswerSignal(ModelTask.Classification, 1, Confidence));

    /// <summary>What the model is trained for.</summary>
    public ModelTask Task => NoClass?.Task ?? ModelTask.Classification;

    /// <summary>Number of records.</summary>
    public int Count => TrueClass.Length;
}
