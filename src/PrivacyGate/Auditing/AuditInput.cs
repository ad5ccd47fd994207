using PrivacyGate.Signals;

namespace PrivacyGate.Auditing;

/// <summary>
/// All an attack may look at. Records stand in the order of their content's hash, so neither position nor anything
/// else tells members from non-members.
/// </summary>
/// <param name="Signals">What the target said of each record.</param>
/// <param name="MeanMemberLoss">The one public scalar: the target's mean loss on its members, by which Yeom's attacker is defined. Null for a label-only model.</param>
public sealed record AuditInput(SignalTable Signals, double? MeanMemberLoss);
