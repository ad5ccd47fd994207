namespace PrivacyGate.Models;

/// <summary>How a network is trained. Every update follows PyTorch's optimiser of the same name.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Epochs, as a multiple of those expected, after which a run that is to reach a given loss gives up.</summary>
    public const double OverrunFactor = 3;

    /// <summary>Passes over the records. When a loss is to be reached, the passes expected: training gives up after <see cref="OverrunFactor"/> times as many. Null for <see cref="EpochsFor"/>'s rule.</summary>
    public int? Epochs { get; init; }

    /// <summary>Records a step; the last step of an epoch takes what is left. Null for <see cref="BatchSizeFor"/>'s rule.</summary>
    public int? BatchSize { get; init; }

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>At its highest, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Of <see cref="OptimizerKind.Sgd"/>, in [0, 1).</summary>
    public double Momentum { get; init; }

    /// <summary>Whether <see cref="OptimizerKind.Sgd"/> looks ahead (Nesterov 1983).</summary>
    public bool Nesterov { get; init; }

    /// <summary>Share of the old mean gradient an Adam step keeps, in [0, 1).</summary>
    public double Beta1 { get; init; } = .9;

    /// <summary>Share of the old mean square an Adam step keeps, in [0, 1).</summary>
    public double Beta2 { get; init; } = .999;

    /// <summary>Added to the root of the mean square.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>On all parameters, as PyTorch does: added to the gradient (L2) by Sgd and Adam, taken from the values by AdamW. At least 0.</summary>
    public double WeightDecay { get; init; }

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>Epochs over which the rate rises in equal steps from nearly 0; need not be whole.</summary>
    public double WarmupEpochs { get; init; }

    /// <summary>As given, or a million records' worth of passes, at least 20 and at most 100.</summary>
    public int EpochsFor(int records) => Epochs ?? Math.Clamp(1_000_000 / Math.Max(1, records), 20, 100);

    /// <summary>As given, or 64; 128 above 10,000 records, 256 above 50,000.</summary>
    public int BatchSizeFor(int records) => BatchSize ?? (records <= 10_000 ? 64 : records <= 50_000 ? 128 : 256);
}

/// <summary>How gradients change parameters.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent, with momentum if asked.</summary>
    Sgd,

    /// <summary>Kingma and Ba, ICLR 2015.</summary>
    Adam,

    /// <summary>Adam whose weight decay does not pass through the moments (Loshchilov and Hutter, ICLR 2019).</summary>
    AdamW,
}

/// <summary>How the learning rate changes from one epoch to the next.</summary>
public enum LearningRateSchedule
{
    Constant,

    /// <summary>Falls along half a cosine to 0 over all epochs.</summary>
    Cosine,
}
