namespace PrivacyGate.Tests.Attacks;

/// <summary>Says of which attacks a test checks the value against the outside's answer. AttackLaws finds attacks without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ValueOfAttribute(params string[] attacks) : Attribute
{
    public string[] Attacks { get; } = attacks;
}
