namespace PrivacyGate.IO.Spec;

/// <summary>Where the records of shadow models come from.</summary>
public enum ShadowSource
{
    /// <summary>Members and non-members alike, each in half of the shadows.</summary>
    Auditor,

    /// <summary>Reference records only: an attacker who has no member.</summary>
    Reference,

    /// <summary>Records made up by climbing the target's own confidence (Shokri et al. 2017).</summary>
    ModelBased,

    /// <summary>Records drawn from each column's own distribution.</summary>
    StatisticsBased,

    /// <summary>Audited records with a share of their values replaced.</summary>
    Noisy,
}
