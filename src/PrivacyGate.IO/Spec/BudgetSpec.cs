using PrivacyGate.Gating;

namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of the leakage accepted; null stands for no limit.</summary>
public sealed record BudgetSpec
{
    /// <summary>What holds when the spec states no budget.</summary>
    public static BudgetSpec Default { get; } = new() { Advantage = new(Budget.Default.Advantage!.Value, new SourceLocation(string.Empty), IsDefault: true) };

    public SpecValue<double>? Advantage { get; init; }
    public SpecValue<TprLimit>? TprAtFpr { get; init; }
    public SpecValue<double>? Auc { get; init; }
    public SpecValue<double>? Epsilon { get; init; }

    /// <summary>What is held against the findings.</summary>
    public Budget Limits => new(Advantage?.Value, TprAtFpr?.Value, Auc?.Value, Epsilon?.Value);
}
