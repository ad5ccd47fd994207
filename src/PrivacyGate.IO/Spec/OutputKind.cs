namespace PrivacyGate.IO.Spec;

/// <summary>How the spec says to read a model's output, where inspection cannot tell.</summary>
public enum OutputKind
{
    Probabilities,
    Logits,
    Label,

    /// <summary>One value a record: the probability of the second of two classes.</summary>
    Sigmoid,
}
