namespace PrivacyGate.IO.Spec;

/// <summary>Every key of the spec, by the object it stands in. Schema and docs/spec.md hold the same keys; a test compares them.</summary>
public static class SpecKeys
{
    public static IReadOnlyList<string> Root { get; } = ["$schema", "models"];

    public static IReadOnlyList<string> Model { get; } =
    [
        "name", "path", "members", "nonMembers", "reference", "label", "classes", "features", "missing", "subject", "slices",
        "output", "accuracy", "budget", "attacks", "knowledge", "shadows", "labelOnly", "limits", "seed", "origin",
    ];

    public static IReadOnlyList<string> Source { get; } = ["path", "where"];

    public static IReadOnlyList<string> Output { get; } = ["name", "kind"];

    public static IReadOnlyList<string> Accuracy { get; } = ["members", "nonMembers", "tolerance"];

    public static IReadOnlyList<string> Budget { get; } = ["advantage", "tprAtFpr", "auc", "epsilon"];

    public static IReadOnlyList<string> TprAtFpr { get; } = ["fpr", "max"];

    public static IReadOnlyList<string> Shadows { get; } = ["count", "source", "noise", "training", "command", "timeout", "models", "index"];

    public static IReadOnlyList<string> Training { get; } =
        ["epochs", "batchSize", "optimizer", "learningRate", "momentum", "weightDecay", "schedule", "warmupEpochs", "records"];

    public static IReadOnlyList<string> LabelOnly { get; } = ["queries", "norm", "fixed"];

    public static IReadOnlyList<string> Limits { get; } = ["nodes", "memory"];

    public static IReadOnlyList<string> Origin { get; } = ["file", "line", "column"];
}
