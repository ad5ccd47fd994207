namespace PrivacyGate.Gating;

/// <summary>The leakage a project accepts. Null means: measured, but no limit.</summary>
/// <param name="Advantage">Largest membership advantage, in [0, 1].</param>
/// <param name="TprAtFpr">Largest true-positive rate at a false-positive rate.</param>
/// <param name="Auc">Largest area under the ROC curve, in [0.5, 1].</param>
/// <param name="Epsilon">Largest proven epsilon, at least 0, in nats.</param>
public sealed record Budget(double? Advantage = null, TprLimit? TprAtFpr = null, double? Auc = null, double? Epsilon = null)
{
    /// <summary>What is judged when a spec states no budget.</summary>
    public static Budget Default { get; } = new(Advantage: 0.10);
}

/// <param name="Fpr">False-positive rate, in (0, 1).</param>
/// <param name="Max">Largest true-positive rate accepted there, in [0, 1].</param>
public sealed record TprLimit(double Fpr, double Max);
