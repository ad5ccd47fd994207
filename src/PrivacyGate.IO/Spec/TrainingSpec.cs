namespace PrivacyGate.IO.Spec;

/// <summary>How the target was trained, as far as the spec tells; what is null is matched or left at its default.</summary>
public sealed record TrainingSpec
{
    public SpecValue<long>? Epochs { get; init; }
    public SpecValue<long>? BatchSize { get; init; }
    public SpecValue<string>? Optimizer { get; init; }
    public SpecValue<double>? LearningRate { get; init; }
    public SpecValue<double>? Momentum { get; init; }
    public SpecValue<double>? WeightDecay { get; init; }
    public SpecValue<string>? Schedule { get; init; }
    public SpecValue<long>? WarmupEpochs { get; init; }
    public SpecValue<long>? Records { get; init; }
}
