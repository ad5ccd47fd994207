namespace PrivacyGate.IO.Spec;

/// <param name="Spec">The spec, or null when there are errors.</param>
/// <param name="Errors">Everything wrong with the file, in the order of lines.</param>
public sealed record SpecResult(GateSpec? Spec, IReadOnlyList<Diagnostic> Errors);
