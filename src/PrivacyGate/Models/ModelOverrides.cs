namespace PrivacyGate.Models;

/// <summary>What the spec says of a model whose shape cannot be recognised, or is to be read otherwise; null means "find out".</summary>
/// <param name="OutputName">Name of the model output that answers.</param>
/// <param name="OutputKind">One of <see cref="OutputKinds"/>.</param>
/// <param name="Classes">Class names in the order of the scores (for a text label: all it can be).</param>
public sealed record ModelOverrides(string? OutputName = null, string? OutputKind = null, IReadOnlyList<string>? Classes = null)
{
    /// <summary>What the model is for; null for a classifier.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>What the model may ask of the runtime.</summary>
    public ModelLimits Limits { get; init; } = ModelLimits.Default;
}

/// <summary>Values of the spec key <c>output.kind</c>.</summary>
public static class OutputKinds
{
    public const string Probabilities = "probabilities";
    public const string Logits = "logits";
    public const string LogProbabilities = "log-probabilities";
    public const string Label = "label";

    public static IReadOnlyList<string> All { get; } = [Probabilities, Logits, LogProbabilities, Label];
}
