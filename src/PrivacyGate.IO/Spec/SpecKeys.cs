namespace PrivacyGate.IO.Spec;

/// <summary>Every key of the spec, by the object it stands in. Schema and docs/spec.md hold the same keys; a test compares them.</summary>
public static class SpecKeys
{
    public static IReadOnlyList<string> Root { get; } = ["$schema", "models"];

    public static IReadOnlyList<string> Model { get; } =
    [
        "name", "path", "members", "nonMembers", "reference", "label", "classes", "features", "subject", "slices",
        "output", "budget", "attacks", "shadows", "seed", "origin",
    ];

    public static IReadOnlyList<string> Source { get; } = ["path", "where"];

    public static IReadOnlyList<string> Output { get; } = ["name", "kind"];

    public static IReadOnlyList<string> Budget { get; } = ["advantage", "tprAtFpr", "auc", "epsilon"];

    public static IReadOnlyList<string> TprAtFpr { get; } = ["fpr", "max"];

    public static IReadOnlyList<string> Origin { get; } = ["file", "line", "column"];
}
