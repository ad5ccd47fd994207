namespace PrivacyGate.Shadows;

/// <summary>Where the records come from that shadows are trained on.</summary>
public static class ShadowSources
{
    /// <summary>The auditor's own: members and non-members alike, by a schedule that does not know which is which.</summary>
    public const string Auditor = "auditor";

    /// <summary>An attacker's who has records of the same kind but none of the audited ones.</summary>
    public const string Reference = "reference";

    /// <summary>Made up by climbing the target's confidence (Shokri et al. 2017).</summary>
    public const string ModelBased = "model-based";

    /// <summary>Made up column by column from the marginals.</summary>
    public const string StatisticsBased = "statistics-based";

    /// <summary>Real records with a share of their features changed.</summary>
    public const string Noisy = "noisy";
}
