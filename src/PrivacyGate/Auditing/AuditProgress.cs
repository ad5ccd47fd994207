namespace PrivacyGate.Auditing;

/// <param name="Attack">The attack that was just evaluated.</param>
/// <param name="Done">Attacks evaluated so far.</param>
/// <param name="Of">Attacks to evaluate.</param>
public sealed record AuditProgress(string Attack, int Done, int Of);
