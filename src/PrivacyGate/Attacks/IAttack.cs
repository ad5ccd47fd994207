using PrivacyGate.Samples;

namespace PrivacyGate.Attacks;

/// <summary>A membership-inference attack: signals in, one score a record out.</summary>
public interface IAttack
{
    /// <summary>The identifier of spec and report, such as <c>loss</c>.</summary>
    string Id { get; }

    /// <summary>What must be gathered before this attack can be run.</summary>
    AttackNeeds Needs => AttackNeeds.None;

    /// <summary>Why this attack cannot be run on the input, or null when it can. A missing signal is named, never guessed.</summary>
    string? Refusal(AuditInput input);

    MembershipScores Score(AuditInput input);
}
