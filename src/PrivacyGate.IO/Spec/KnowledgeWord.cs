namespace PrivacyGate.IO.Spec;

/// <summary>What an attacker knows of the model beside its answers.</summary>
public static class KnowledgeWord
{
    public const string BlackBox = "black-box";
    public const string WhiteBox = "white-box";
}
