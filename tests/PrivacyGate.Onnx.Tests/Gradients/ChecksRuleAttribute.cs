namespace PrivacyGate.Onnx.Tests.Gradients;

/// <summary>Says which operators' rules a test checks by finite differences. RuleLawTests finds rules without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChecksRuleAttribute(params string[] operators) : Attribute
{
    public string[] Operators { get; } = operators;
}
