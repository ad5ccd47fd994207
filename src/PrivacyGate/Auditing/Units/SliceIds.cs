namespace PrivacyGate.Auditing.Units;

/// <summary>Slice ids with a meaning of their own; others are <c>column=value</c>.</summary>
public static class SliceIds
{
    /// <summary>Every audited record.</summary>
    public const string All = "all";
}
