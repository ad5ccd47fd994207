namespace PrivacyGate.MSBuild;

/// <summary>Every public name a project may write.</summary>
internal static class KnownNames
{
    public const string Item = "PrivacyGateModel";

    public static readonly IReadOnlyList<string> Properties =
    [
        "PrivacyGateMode", "PrivacyGateSeverity", "PrivacyGateProfile", "PrivacyGateStrict", "PrivacyGateSeed",
        "PrivacyGateConfig", "PrivacyGateWriteReceipt",
    ];

    public static readonly IReadOnlyList<string> Metadata =
    [
        "Name", "Members", "MembersWhere", "NonMembers", "NonMembersWhere", "Reference", "ReferenceWhere",
        "Label", "Classes", "Features", "Subject", "Slices", "Attacks",
        "MaxAdvantage", "MaxTprAtFpr", "MaxAuc", "MaxEpsilon", "Seed",
    ];

    /// <summary>What IDEs and item types of the SDK put on any item.</summary>
    public static readonly IReadOnlyCollection<string> ForeignMetadata = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Visible", "Link", "LinkBase", "DependentUpon", "SubType", "InProject", "AutoGen", "CopyToOutputDirectory",
        "CopyToPublishDirectory", "Pack", "PackagePath", "TargetPath",
    };
}
