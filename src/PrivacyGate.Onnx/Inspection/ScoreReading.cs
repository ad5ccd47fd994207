namespace PrivacyGate.Onnx.Inspection;

/// <summary>How the numbers of a score tensor are to be read.</summary>
internal enum ScoreReading
{
    /// <summary>Only the numbers themselves can tell: a probe decides.</summary>
    Undecided,

    /// <summary>A row a record, adding up to 1.</summary>
    Probabilities,

    /// <summary>A row a record whose softmax are the probabilities.</summary>
    Logits,

    /// <summary>Logarithms of probabilities: logits that happen to be normalised.</summary>
    LogProbabilities,

    /// <summary>One number a record: the probability of the second of two classes.</summary>
    SingleProbability,

    /// <summary>One number a record: the logit of the second of two classes.</summary>
    SingleLogit,

    /// <summary>A row a record of logits, one binary classifier a class; the sigmoids divided by their sum are the probabilities.</summary>
    OneVersusRest,

    /// <summary>A row a record of numbers that are no scores of classes: values, a score, a record given back.</summary>
    Values,

    /// <summary>A row a record of logits, one for each label, whose sigmoids are the labels' probabilities.</summary>
    LabelLogits,

    /// <summary>A row a record of probabilities, one for each label.</summary>
    LabelProbabilities,
}

internal static class ScoreReadings
{
    /// <summary>What predictions read so are.</summary>
    public static Samples.ScoreKind Kind(this ScoreReading reading) => reading switch
    {
        ScoreReading.Probabilities or ScoreReading.SingleProbability => Samples.ScoreKind.Probabilities,
        ScoreReading.Values => Samples.ScoreKind.Values,
        ScoreReading.LabelLogits => Samples.ScoreKind.LabelLogits,
        ScoreReading.LabelProbabilities => Samples.ScoreKind.LabelProbabilities,
        _ => Samples.ScoreKind.Logits,
    };

    /// <summary>Whether one number a record stands for two classes.</summary>
    public static bool IsSingle(this ScoreReading reading) => reading is ScoreReading.SingleLogit or ScoreReading.SingleProbability;
}

/// <param name="Value">Name of a value in the graph.</param>
/// <param name="Reading">How to read it.</param>
internal sealed record ScoreSignal(string Value, ScoreReading Reading);
