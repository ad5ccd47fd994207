namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of shadow models; null stands for silence.</summary>
/// <param name="Count">How many, an even number; null for the profile's.</param>
/// <param name="Source">Where their records come from.</param>
/// <param name="Noise">Share of values replaced when <paramref name="Source"/> is <see cref="ShadowSource.Noisy"/>.</param>
/// <param name="Training">The target's own recipe as far as it is told.</param>
/// <param name="Command">The user's own trainer, or null.</param>
/// <param name="Timeout">Seconds one run of <paramref name="Command"/> may take.</param>
/// <param name="Models">Reference models the user brings, or null.</param>
/// <param name="Index">Which record each of <paramref name="Models"/> was trained on.</param>
public sealed record ShadowSpec(
    SpecValue<long>? Count,
    SpecValue<ShadowSource> Source,
    SpecValue<double> Noise,
    TrainingSpec Training,
    SpecValue<string>? Command,
    SpecValue<long> Timeout,
    IReadOnlyList<SpecFile>? Models,
    SpecFile? Index);

/// <summary>Where the records of shadow models come from.</summary>
public enum ShadowSource
{
    /// <summary>Members and non-members alike, each in half of the shadows.</summary>
    Auditor,

    /// <summary>Reference records only: an attacker who has no member.</summary>
    Reference,

    /// <summary>Records made up by climbing the target's own confidence (Shokri et al. 2017).</summary>
    ModelBased,

    /// <summary>Records drawn from each column's own distribution.</summary>
    StatisticsBased,

    /// <summary>Audited records with a share of their values replaced.</summary>
    Noisy,
}

/// <summary>How the target was trained, as far as the spec tells; what is null is matched or left at its default.</summary>
/// <param name="Epochs">Passes over the records; null to train until the target's member loss is reached.</param>
/// <param name="BatchSize">Records a step.</param>
/// <param name="Optimizer"><c>sgd</c>, <c>adam</c> or <c>adamw</c>.</param>
/// <param name="LearningRate">Of the optimiser.</param>
/// <param name="Momentum">Of SGD.</param>
/// <param name="WeightDecay">Of the optimiser.</param>
/// <param name="Schedule"><c>constant</c> or <c>cosine</c>.</param>
/// <param name="WarmupEpochs">Epochs over which the learning rate rises from 0.</param>
/// <param name="Records">Records the target was trained on, where that is not the number of members.</param>
public sealed record TrainingSpec(
    SpecValue<long>? Epochs,
    SpecValue<long>? BatchSize,
    SpecValue<string>? Optimizer,
    SpecValue<double>? LearningRate,
    SpecValue<double>? Momentum,
    SpecValue<double>? WeightDecay,
    SpecValue<string>? Schedule,
    SpecValue<long>? WarmupEpochs,
    SpecValue<long>? Records)
{
    /// <summary>A spec that tells nothing of training.</summary>
    public static TrainingSpec Silent { get; } = new(null, null, null, null, null, null, null, null, null);
}
