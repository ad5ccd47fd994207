namespace PrivacyGate.IO.Spec;

/// <summary>What a spec says of label-only attacks.</summary>
/// <param name="Queries">Questions a record that each attack may ask, or null for the profile's.</param>
/// <param name="Norm"><c>l2</c> or <c>linf</c>: how distance to the boundary is measured.</param>
/// <param name="Fixed">Columns an attacker cannot change, or null.</param>
public sealed record LabelOnlySpec(SpecValue<long>? Queries, SpecValue<string> Norm, SpecValue<IReadOnlyList<string>>? Fixed);
