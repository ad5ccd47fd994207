namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of shadow models; null stands for silence.</summary>
public sealed record ShadowSpec
{
    public SpecValue<long>? Count { get; init; }
    public SpecValue<ShadowSource> Source { get; init; } = null!;
    public SpecValue<double> Noise { get; init; } = null!;
    public TrainingSpec Training { get; init; } = new();

    /// <summary>The model that the audited one was trained on from.</summary>
    public SpecFile? Base { get; init; }

    /// <summary>Tensors of the model that its training did not touch.</summary>
    public SpecValue<IReadOnlyList<string>>? Frozen { get; init; }
    public SpecValue<string>? Command { get; init; }

    /// <summary>In seconds.</summary>
    public SpecValue<long> Timeout { get; init; } = null!;
    public IReadOnlyList<SpecFile>? Models { get; init; }

    /// <summary>There where <see cref="Models"/> are.</summary>
    public SpecFile? Index { get; init; }
}
