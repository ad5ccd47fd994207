namespace PrivacyGate.IO.Spec;

/// <summary>Every attack id PrivacyGate knows of, built or not: an id that is not built yet is told apart from a typo.</summary>
public static class KnownAttacks
{
    public static IReadOnlyList<string> All { get; } =
    [
        "gap", "loss", "loss-mean", "confidence", "entropy", "modified-entropy",
        "loss-mean-per-class", "confidence-per-class", "entropy-per-class", "modified-entropy-per-class",
        "gradient-norm", "shokri-shadow", "ml-leaks", "transfer", "lira", "lira-offline", "rmia", "base", "attack-r",
        "calibrated-loss", "quantile", "label-noise", "label-augment", "label-boundary", "label-transfer",
    ];
}
