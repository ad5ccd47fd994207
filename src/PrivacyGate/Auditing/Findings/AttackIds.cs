namespace PrivacyGate.Auditing.Findings;

/// <summary>Attack ids of findings that are no attack of the catalogue.</summary>
public static class AttackIds
{
    /// <summary>The best of all attacks that ran.</summary>
    public const string Battery = "battery";

    /// <summary>Each column, the label and the rows per person held against the sides: no attack, but a test of the two files.</summary>
    public const string ColumnControl = "control-columns";

    /// <summary>A classifier that sees the record and never the target: no attack, but a test of the two files.</summary>
    public const string BlindControl = "control-blind";

    /// <summary>Shadow models asked about records they never saw: no attack, but a test of the two files.</summary>
    public const string ShadowControl = "control-shadows";
}
