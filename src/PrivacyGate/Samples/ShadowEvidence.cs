using PrivacyGate.Models;

namespace PrivacyGate.Samples;

/// <summary>
/// What shadow models said of the audited records. Which shadow was trained on which record is known and a function of
/// record content only; which record is a member of the target is not in here.
/// </summary>
/// <param name="Shadows">One for each shadow, in the order of the schedule.</param>
/// <param name="Summary">What they are, for the report.</param>
/// <remarks>Bytes a record and shadow: 4 for each number and 1 for the training flag; posteriors are kept of a sample only.</remarks>
public sealed record ShadowEvidence(IReadOnlyList<ShadowAnswers> Shadows, ShadowSummary Summary)
{
    /// <summary>What the target said, on the scale of the shadows' answers; null where it answers on that scale itself.</summary>
    public TargetAnswers? Target { get; init; }

    /// <summary>Whether shadows were trained on audited records, each on about half of them. False for shadows of reference or synthetic records: every audited record is OUT of all.</summary>
    public bool HasIn => Shadows.Any(static shadow => shadow.Trained.Contains(true));
}

/// <summary>The target's answers at the temperature at which its logits have the scale of the shadows' logits. Arrays are parallel to the records of <see cref="Samples.AuditInput"/>.</summary>
/// <param name="Signal">As <see cref="AnswerSignal"/> has it; finite.</param>
/// <param name="Posteriors">A row for each record; null unless a chosen attack learns from posteriors.</param>
public sealed record TargetAnswers(double[] Signal, PosteriorSample? Posteriors);

/// <summary>One shadow's answers. Arrays are parallel to the records of <see cref="Samples.AuditInput"/>.</summary>
/// <param name="Signal">(records x width), row-major, as <see cref="AnswerSignal"/> has it: for a classifier the logit-scaled confidence in the true class, in nats; finite.</param>
/// <param name="Trained">Whether the shadow was trained on the record.</param>
/// <param name="MeanMemberLoss">Mean loss on the shadow's own training records: in nats, of a model of values the share of their variance left unexplained.</param>
/// <param name="MeanOutLoss">The same on records of its pool it was not trained on.</param>
/// <param name="Posteriors">Answers an attack model may learn from, in and out balanced; null unless a chosen attack learns from posteriors.</param>
/// <param name="Training">How its training went.</param>
public sealed record ShadowAnswers(
    float[] Signal,
    bool[] Trained,
    double MeanMemberLoss,
    double MeanOutLoss,
    PosteriorSample? Posteriors,
    TrainingSummary Training);

/// <summary>Posteriors with their truth: rows an attack model learns from (a shadow's) or is applied to (the target's).</summary>
/// <param name="ClassCount">Classes.</param>
/// <param name="Probabilities">(rows x classes), row-major.</param>
/// <param name="Labels">True class of each row.</param>
/// <param name="Trained">For a shadow's rows, whether it was trained on the row; null for the target's.</param>
public sealed record PosteriorSample(int ClassCount, float[] Probabilities, int[] Labels, bool[]? Trained);

/// <param name="Count">Shadows trained.</param>
/// <param name="Planned">Shadows of the schedule; more than <paramref name="Count"/> when time ran out.</param>
/// <param name="Kind">A constant of <see cref="TrainerKinds"/>.</param>
/// <param name="Trainer">One line on architecture and recipe.</param>
/// <param name="Source">Where their records came from: <c>auditor</c>, <c>reference</c>, <c>model-based</c>, <c>statistics-based</c>, <c>noisy</c>.</param>
/// <param name="Records">Records each was trained on.</param>
/// <param name="TargetRecords">Records the target was trained on.</param>
/// <param name="Matched">Shadows whose training loss reached the target's member loss; equal to <paramref name="Count"/> when a recipe was given.</param>
/// <param name="MeanMemberLoss">Mean over shadows of the loss on their own records, in nats.</param>
/// <param name="TargetMemberLoss">The target's, in nats.</param>
/// <param name="MeanEpochs">Mean passes over the records.</param>
/// <param name="Removed">Reference records left out because they occur among the audited ones.</param>
public sealed record ShadowSummary(
    int Count,
    int Planned,
    string Kind,
    string Trainer,
    string Source,
    int Records,
    int TargetRecords,
    int Matched,
    double MeanMemberLoss,
    double? TargetMemberLoss,
    double MeanEpochs,
    int Removed)
{
    /// <summary>Whether every shadow fits its own records as well as the target fits its members, or was trained by a given recipe.</summary>
    public bool AllMatched => Matched == Count;
}

/// <param name="Epochs">Passes over the training records; need not be whole.</param>
/// <param name="MeanLoss">Mean cross-entropy in nats on its own training records, in inference mode.</param>
/// <param name="WantedLoss">What the target shows on its members: the loss training was to reach, or is compared with when a recipe was given. Null when unknown.</param>
/// <param name="Matched">Whether it was reached, or met nearly enough; true when none is known.</param>
public sealed record TrainingSummary(double Epochs, double MeanLoss, double? WantedLoss, bool Matched);
