namespace PrivacyGate.IO.Spec;

/// <summary>A value of the spec and where it comes from.</summary>
/// <param name="Value">The typed value.</param>
/// <param name="Location">Where the spec states it; for a default, the model it belongs to.</param>
/// <param name="IsDefault">True when the spec is silent and PrivacyGate filled it in.</param>
public sealed record SpecValue<T>(T Value, SourceLocation Location, bool IsDefault = false);
