using PrivacyGate.Gating;

namespace PrivacyGate.IO.Sinks;

/// <param name="Result">Figures and verdict.</param>
/// <param name="Data">Role and SHA-256 of each data file, in the order of the spec.</param>
public sealed record AuditReceipt(ModelResult Result, IReadOnlyList<(string Role, string Sha256)> Data);
