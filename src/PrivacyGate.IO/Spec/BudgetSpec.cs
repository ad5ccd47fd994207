using PrivacyGate.Gating;

namespace PrivacyGate.IO.Spec;

/// <summary>A budget and where the spec states it.</summary>
/// <param name="Limits">What is held against the findings.</param>
/// <param name="Location">The budget object, or the model when the spec states no budget.</param>
/// <param name="Places">Where each limit stands, by its key; empty for the default budget.</param>
public sealed record BudgetSpec(Budget Limits, SourceLocation Location, IReadOnlyDictionary<string, SourceLocation> Places)
{
    public bool IsDefault => Places.Count == 0;
}
