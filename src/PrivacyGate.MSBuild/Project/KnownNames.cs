using PrivacyGate.IO.Spec;

namespace PrivacyGate.MSBuild;

/// <summary>Every public name a project may write.</summary>
internal static class KnownNames
{
    /// <summary>A name of somebody else's property must not be refused for looking a little like ours.</summary>
    private const int MostEdits = 2;

    public const string Item = "PrivacyGateModel";

    /// <summary>A model file that ships without an audit, with the reason why.</summary>
    public const string Exempt = "PrivacyGateExempt";

    public static readonly IReadOnlyList<string> Properties =
    [
        "PrivacyGateMode", "PrivacyGateSeverity", "PrivacyGateProfile", "PrivacyGateStrict", "PrivacyGateSeed",
        "PrivacyGateConfig", "PrivacyGateWriteReceipt", "PrivacyGateNoModelReason", "PrivacyGateAnalysisMode",
    ];

    /// <summary>Targets of the package.</summary>
    public static readonly IReadOnlyList<string> Targets =
    [
        "_PrivacyGateOff", "_PrivacyGatePrepare", "_PrivacyGateAttack", "PrivacyGateVerdict", "PrivacyGateGuard",
        "_PrivacyGateAskReferenced", "_PrivacyGateGuardPublished", "_PrivacyGateGuardPackage", "_PrivacyGateTellFolder", "_PrivacyGateClean", "_PrivacyGateAnalysis",
    ];

    /// <summary>Not ours, but names a project needs to say which version of our packages it takes.</summary>
    private static readonly IReadOnlyList<string> Versions =
        ["PrivacyGateVersion", "PrivacyGateMSBuildVersion", "PrivacyGatePackageVersion"];

    public static readonly IReadOnlyList<string> Metadata =
    [
        "Name", "Members", "MembersWhere", "NonMembers", "NonMembersWhere", "Reference", "ReferenceWhere",
        "Task", "Label", "TargetColumn", "Group", "Classes", "Features", "Subject", "Slices", "Attacks",
        "MaxAdvantage", "MaxTprAtFpr", "MaxAuc", "MaxEpsilon", "Seed",
    ];

    /// <summary>What IDEs and item types of the SDK put on any item.</summary>
    public static readonly IReadOnlyCollection<string> ForeignMetadata = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "Visible", "Link", "LinkBase", "DependentUpon", "SubType", "InProject", "AutoGen", "CopyToOutputDirectory",
        "CopyToPublishDirectory", "Pack", "PackagePath", "TargetPath",
    };

    /// <summary>Null for a name that is one of ours, or nobody's business of ours.</summary>
    public static string? HintForProperty(string name) =>
        Versions.Contains(name, StringComparer.OrdinalIgnoreCase) ? null : Hint(name, Properties);

    public static string? HintForItem(string name) => Hint(name, [Item, Exempt]);

    /// <summary>Every name that begins like ours is refused when it is not ours, since it was meant to do something.</summary>
    private static string? Hint(string name, IReadOnlyList<string> known) =>
        known.Contains(name, StringComparer.OrdinalIgnoreCase) ? null
        : Suggestion.For(name, known, MostEdits) is not null || name.StartsWith("PrivacyGate", StringComparison.OrdinalIgnoreCase) ? Meant(name, known)
        : null;

    /// <summary>"; did you mean 'x'? known: x, y" or "; known: x, y".</summary>
    public static string Meant(string word, IReadOnlyCollection<string> known) =>
        (Suggestion.For(word, known, MostEdits) is { } near ? $"; did you mean '{near}'? known: " : "; known: ") + string.Join(", ", known);
}
