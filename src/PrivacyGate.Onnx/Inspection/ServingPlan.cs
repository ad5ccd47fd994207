using PrivacyGate.Models;
using PrivacyGate.Onnx.Messages;
using PrivacyGate.Samples;

namespace PrivacyGate.Onnx.Inspection;

/// <summary>Everything the classifier needs to run a model: the re-wired graph and how to read what comes out.</summary>
/// <param name="Model">The graph, its outputs being score, label and what enters the last layer, those that there are, in this order.</param>
/// <param name="Inputs">Inputs in the model's order.</param>
/// <param name="Reading">How the score is read; null for a label-only model.</param>
/// <param name="HasLabel">Whether the model answers a label of its own.</param>
/// <param name="LabelNames">What each class is called in the label output; null when the label is the number of the class.</param>
/// <param name="HasNorm">Whether what enters the last layer comes out.</param>
/// <param name="NormHasBias">Whether that layer has a bias, so that a 1 belongs into the norm.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Chunk">The only number of records a run can have, or null when any will do.</param>
/// <param name="BatchSize">Records a run that work well.</param>
/// <param name="ProbabilityFloor">See <see cref="Predictions.ProbabilityFloor"/>.</param>
internal sealed record ServingPlan(
    ModelProto Model,
    IReadOnlyList<ModelInput> Inputs,
    ScoreReading? Reading,
    bool HasLabel,
    IReadOnlyList<string>? LabelNames,
    bool HasNorm,
    bool NormHasBias,
    ClassList Classes,
    int? Chunk,
    int BatchSize,
    double ProbabilityFloor)
{
    /// <summary>What the model is for.</summary>
    public ModelTask Task { get; init; } = ModelTask.Classification;

    /// <inheritdoc cref="ScoreDecision.Shown"/>
    public ScoreReading? Shown { get; init; }

    /// <inheritdoc cref="ModelInspection.IsUnconfirmed"/>
    public bool IsUnconfirmed { get; init; }

    /// <inheritdoc cref="Predictions.ShowsLevel"/>
    public bool ShowsLevel { get; init; }
}
