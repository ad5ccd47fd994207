using PrivacyGate.Gating;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Spec;

/// <summary>What a first spec of a project is made from.</summary>
/// <param name="Model">Path of the .onnx file, relative to the spec.</param>
/// <param name="Members">The training records.</param>
/// <param name="NonMembers">The holdout records.</param>
/// <param name="Target">The column with the true class, or the true value; empty for a task without one.</param>
/// <param name="Classes">The label of each class in the order of the model's scores, or null when model or data tell.</param>
/// <param name="Budget">The limits to start with.</param>
/// <param name="Facts">What was found out about model and data, one line each; they become comments.</param>
public sealed record StarterSpec(
    string Model,
    StarterSource Members,
    StarterSource NonMembers,
    string Target,
    IReadOnlyList<string>? Classes,
    Budget Budget,
    IReadOnlyList<string> Facts)
{
    /// <summary>The columns that feed the model, in order; null for all without another role.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    /// <summary>What the model is trained for.</summary>
    public ModelTask Task { get; init; } = ModelTask.Classification;

    /// <summary>The column with the query of each document, of a ranking.</summary>
    public string? Group { get; init; }

    /// <summary>How to read the output, in the word of the spec; null where inspection finds it.</summary>
    public string? OutputKind { get; init; }

    /// <summary>Whether missing numbers are to be fed as NaN.</summary>
    public bool FeedsMissing { get; init; }
}

/// <param name="Path">Path of the data file, relative to the spec.</param>
/// <param name="Where">A row filter such as <c>split == member</c>, or null for every row.</param>
public sealed record StarterSource(string Path, string? Where = null);
