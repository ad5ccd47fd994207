namespace PrivacyGate.Samples;

/// <summary>What the model said of a batch.</summary>
/// <param name="Kind">How to read <paramref name="Scores"/>.</param>
/// <param name="ClassCount">Scores a record: the number of classes (0 for a label-only model that does not list them), of labels, or of values.</param>
/// <param name="Scores">(records x classes), row-major; empty when <paramref name="Kind"/> is <see cref="ScoreKind.LabelOnly"/>. A model with a single sigmoid output z is told as the two logits (0, z).</param>
/// <param name="PredictedClass">The class the model would answer, for each record; empty for a model of another task than classification.</param>
/// <param name="LastLayerNorm">For each record the Euclidean norm of what enters the last linear layer, with a 1 appended when that layer has a bias: sqrt(|h|^2 + 1). Null when the model has no such layer.</param>
public sealed record Predictions(
    ScoreKind Kind,
    int ClassCount,
    double[] Scores,
    int[] PredictedClass,
    double[]? LastLayerNorm)
{
    /// <summary>Where single-precision probabilities end.</summary>
    public const double SinglePrecisionFloor = 1e-45;

    /// <summary>
    /// The smallest probability the model can tell from 0: half a vote where trees vote. Logit-scaled confidence ends there:
    /// below lies nothing but rounding, whose logarithm would drown every difference that means something.
    /// </summary>
    public double ProbabilityFloor { get; init; } = SinglePrecisionFloor;

    /// <summary>
    /// True when <see cref="Scores"/> are logits that the model itself shows, so that whoever queries it also sees by how much
    /// a row as a whole lies above or below another, which probabilities do not tell.
    /// </summary>
    public bool ShowsLevel { get; init; }

    /// <summary>Number of records.</summary>
    public int Count => Kind.IsOfClasses() || ClassCount == 0 ? PredictedClass.Length : Scores.Length / ClassCount;

    /// <summary>The answers at <paramref name="rows"/>, in that order.</summary>
    public Predictions Pick(IReadOnlyList<int> rows)
    {
        var width = Count == 0 ? 0 : Scores.Length / Count;
        return this with
        {
            Scores = width == 0 ? [] : [.. rows.SelectMany(row => Scores[(row * width)..((row + 1) * width)])],
            PredictedClass = PredictedClass.Length == 0 ? [] : [.. rows.Select(row => PredictedClass[row])],
            LastLayerNorm = LastLayerNorm is { } norms ? [.. rows.Select(row => norms[row])] : null,
        };
    }

    /// <summary>All answers, one after the other; at least one batch, all of one model.</summary>
    public static Predictions Join(IReadOnlyList<Predictions> batches) => batches.Count == 1 ? batches[0] : batches[0] with
    {
        Scores = [.. batches.SelectMany(static batch => batch.Scores)],
        PredictedClass = [.. batches.SelectMany(static batch => batch.PredictedClass)],
        LastLayerNorm = batches[0].LastLayerNorm is null ? null : [.. batches.SelectMany(static batch => batch.LastLayerNorm!)],
    };
}

/// <summary>What a model tells of each record.</summary>
public enum ScoreKind
{
    /// <summary>Only the predicted class.</summary>
    LabelOnly,

    /// <summary>Probabilities in [0, 1] that add up to 1 over the classes.</summary>
    Probabilities,

    /// <summary>Real numbers whose softmax are the probabilities; exact in the tails, where probabilities saturate.</summary>
    Logits,

    /// <summary>Real numbers, one for each label, whose sigmoids are the labels' own probabilities.</summary>
    LabelLogits,

    /// <summary>Probabilities in [0, 1], one for each label; they need not add up to 1.</summary>
    LabelProbabilities,

    /// <summary>Numbers as they are: predicted values, a score, a record given back.</summary>
    Values,
}

public static class ScoreKinds
{
    /// <summary>Whether the answers are those of a classifier.</summary>
    public static bool IsOfClasses(this ScoreKind kind) => kind is ScoreKind.LabelOnly or ScoreKind.Probabilities or ScoreKind.Logits;
}

/// <summary>The classes of a model, in the order of its scores.</summary>
/// <param name="Count">Number of classes; 0 when the model answers a bare label and lists none.</param>
/// <param name="Names">The model's own names (texts, or integers as texts), or null when it has none.</param>
public sealed record ClassList(int Count, IReadOnlyList<string>? Names);
