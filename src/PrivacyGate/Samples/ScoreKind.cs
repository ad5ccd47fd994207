namespace PrivacyGate.Samples;

/// <summary>What a classifier tells of each class.</summary>
public enum ScoreKind
{
    /// <summary>Only the predicted class.</summary>
    LabelOnly,

    /// <summary>Probabilities in [0, 1] that add up to 1 over the classes.</summary>
    Probabilities,

    /// <summary>Real numbers whose softmax are the probabilities; exact in the tails, where probabilities saturate.</summary>
    Logits,
}
