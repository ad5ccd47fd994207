namespace PrivacyGate.IO.Spec;

/// <summary>A spec that has been read: every text is a type, every default filled in.</summary>
/// <param name="Path">The spec file as the caller named it.</param>
/// <param name="Root">The folder relative paths start from, as the caller named it; empty for the current folder.</param>
/// <param name="Models">At least one, in the order of the file, no two of one name.</param>
public sealed record GateSpec(string Path, string Root, IReadOnlyList<ModelSpec> Models);
