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
}

/// <param name="Value">Name of a value in the graph.</param>
/// <param name="Reading">How to read it.</param>
internal sealed record ScoreSignal(string Value, ScoreReading Reading);
